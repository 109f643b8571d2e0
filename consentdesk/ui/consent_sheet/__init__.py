"""A consent sheet on its way into the register: what it says, what is asked, what changes."""
