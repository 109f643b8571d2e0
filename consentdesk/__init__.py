"""ConsentDesk: school photos checked face by face before anything is published."""

__version__ = "0.1.0"
