"""A squad: the files a coach has -> who must stop, who needs a change, who has not answered."""
