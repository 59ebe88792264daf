"""`triage verify`: does a report follow from its answers?"""
