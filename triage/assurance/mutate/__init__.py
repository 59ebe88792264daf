"""`triage pack mutate`: would anyone notice a slip in a rule?"""
