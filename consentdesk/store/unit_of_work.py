"""One transaction with every shelf; it lives for one piece of the librarian's work."""

from sqlalchemy.orm import Session

from consentdesk.store.audit import AuditShelf
from consentdesk.store.batches import BatchShelf
from consentdesk.store.channels import ChannelShelf
from consentdesk.store.face_searches import FaceSearchShelf
from consentdesk.store.matching import MatchingShelf
from consentdesk.store.people import PeopleShelf
from consentdesk.store.person_traces import PersonTraces
from consentdesk.store.photos import PhotoShelf
from consentdesk.store.register import RegisterShelf
from consentdesk.store.releases import ReleaseShelf
from consentdesk.store.review import ReviewShelf
from consentdesk.store.settings import SettingsShelf
from consentdesk.store.sheet_imports import SheetImportShelf
from consentdesk.store.staff import StaffShelf


class UnitOfWork:
    """All shelves over one transaction. Keep none of them: they are closed afterwards."""

    def __init__(self, session: Session) -> None:
        self.people = PeopleShelf(session)
        self.traces = PersonTraces(session)
        self.register = RegisterShelf(session)
        self.sheets = SheetImportShelf(session)
        self.channels = ChannelShelf(session)
        self.batches = BatchShelf(session)
        self.photos = PhotoShelf(session)
        self.searches = FaceSearchShelf(session)
        self.review = ReviewShelf(session)
        self.releases = ReleaseShelf(session)
        self.matching = MatchingShelf(session)
        self.audit = AuditShelf(session)
        self.settings = SettingsShelf(session)
        self.staff = StaffShelf(session)
