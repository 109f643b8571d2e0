"""One school's workspace: the use cases, ready to be called by a window or a command line."""

from dataclasses import dataclass
from pathlib import Path

from consentdesk.faces.pool import FacePool
from consentdesk.services.acting import Acting
from consentdesk.services.audit_export import AuditExport
from consentdesk.services.audit_trail import AuditTrail
from consentdesk.services.backup import Backups
from consentdesk.services.batches import Batches
from consentdesk.services.burst_review import BurstReview
from consentdesk.services.channels import Channels
from consentdesk.services.clearance_records import ClearanceRecords
from consentdesk.services.consent.consent_desk import ConsentDesk
from consentdesk.services.copy_making import FaceChecks
from consentdesk.services.covered_faces import CoveredFaces
from consentdesk.services.emptied_devices import EmptiedDevices
from consentdesk.services.enrolled import Enrolled
from consentdesk.services.enrolment import Enrolment
from consentdesk.services.erasure import Erasure
from consentdesk.services.exclusion_checks import ExclusionChecks
from consentdesk.services.face_engine import FaceEngine
from consentdesk.services.finishing_crew import FinishingCrew
from consentdesk.services.frames_by_hand import FramesByHand
from consentdesk.services.group_review import GroupReview
from consentdesk.services.import_photos import ImportPhotos
from consentdesk.services.laid_out_batches import LaidOutBatches
from consentdesk.services.library_key import LibraryKey
from consentdesk.services.look_out_sheet import LookOutSheets
from consentdesk.services.matching import Matching
from consentdesk.services.new_faces import NewFaces
from consentdesk.services.objections import Objections
from consentdesk.services.passwords import HashingCost, Passwords
from consentdesk.services.photo_deletion import PhotoDeletion
from consentdesk.services.pictures import Pictures
from consentdesk.services.portrait_register import PortraitRegister
from consentdesk.services.portraits import Portraits
from consentdesk.services.preflight import Preflight
from consentdesk.services.publish import Publish
from consentdesk.services.referrals import Referrals
from consentdesk.services.register_export import RegisterExport
from consentdesk.services.register_picture import Clock, RegisterReader
from consentdesk.services.retention import Retention
from consentdesk.services.review import Review
from consentdesk.services.roll import Roll
from consentdesk.services.scan import Scan
from consentdesk.services.school import School
from consentdesk.services.sign_off import SignOffDesk
from consentdesk.services.staff import Staff
from consentdesk.services.starter_papers import StarterPapers
from consentdesk.services.subject_access import SubjectAccess
from consentdesk.services.take_down import TakeDown
from consentdesk.services.web_pack import WebPacks
from consentdesk.services.year_roll_over import YearRollOver
from consentdesk.store.library import Library
from consentdesk.store.library_folder import BACKUPS


@dataclass(frozen=True, slots=True)
class Workspace:
    """The use cases over one encrypted library.

    Attributes:
        folder: where the library lies; empty of anything readable.
        acting: tells whoever shows photos that they changed.
    """

    folder: Path
    library: Library
    staff: Staff
    school: School
    audit_trail: AuditTrail
    audit_export: AuditExport
    backups: Backups
    key: LibraryKey
    batches: Batches
    roll: Roll
    years: YearRollOver
    channels: Channels
    importer: ImportPhotos
    emptied_devices: EmptiedDevices
    scanner: Scan
    acting: Acting
    review: Review
    exclusion: ExclusionChecks
    frames: FramesByHand
    groups: GroupReview
    bursts: BurstReview
    referrals: Referrals
    objections: Objections
    deletion: PhotoDeletion
    pictures: Pictures
    preflight: Preflight
    sign_off: SignOffDesk
    publisher: Publish
    take_down: TakeDown
    web_packs: WebPacks
    retention: Retention
    subject_access: SubjectAccess
    erasure: Erasure
    clearance_records: ClearanceRecords
    matching: Matching
    enrolment: Enrolment
    portraits: Portraits
    portrait_register: PortraitRegister
    consent: ConsentDesk
    look_out_sheets: LookOutSheets
    register_export: RegisterExport
    papers: StarterPapers
    engine: FaceEngine
    pools: tuple[FacePool, ...]

    def close(self) -> None:
        """End the workers and close the library; waits for what is being written."""
        for pool in self.pools:
            pool.close()
        self.library.close()


def assemble(
    folder: Path,
    library: Library,
    clock: Clock,
    *,
    face_pool: FacePool,
    import_pool: FacePool,
    finishing_pool: FacePool,
    hashing: HashingCost | None = None,
) -> Workspace:
    """Put the use cases together over an open library.

    `import_pool` reads photos while `face_pool` looks for faces, so that photos keep arriving
    during a scan; `finishing_pool` renders what is published. `hashing` is how slowly passwords
    are hashed, the usual way when not given.
    """
    register = RegisterReader(clock)
    acting = Acting(library, register, clock)
    laid_out = LaidOutBatches(library)
    channels, take_down = Channels(library, register), TakeDown(library, import_pool, register)
    engine = FaceEngine(library)
    enrolled = Enrolled(engine)
    matching = Matching(library, clock, engine, enrolled)
    enrolment = Enrolment(library, face_pool, clock, engine)
    records = ClearanceRecords(library, register, clock)
    staff = Staff(library, clock, Passwords(hashing))
    return Workspace(
        folder=folder,
        library=library,
        staff=staff,
        school=School(library, clock),
        audit_trail=AuditTrail(library),
        audit_export=AuditExport(library),
        backups=Backups(library, clock),
        key=LibraryKey(library, folder, clock, staff),
        batches=Batches(library, register, laid_out),
        roll=Roll(library, register),
        years=YearRollOver(library, clock),
        channels=channels,
        importer=ImportPhotos(library, import_pool, clock),
        emptied_devices=EmptiedDevices(library),
        scanner=Scan(library, face_pool, matching, clock, engine),
        acting=acting,
        review=Review(acting, laid_out),
        exclusion=ExclusionChecks(acting),
        frames=FramesByHand(acting),
        groups=GroupReview(acting),
        bursts=BurstReview(acting),
        referrals=Referrals(acting),
        objections=Objections(acting),
        deletion=PhotoDeletion(acting),
        pictures=Pictures(library, register, laid_out),
        preflight=Preflight(library, register, channels, take_down),
        sign_off=SignOffDesk(library, register, clock),
        publisher=Publish(
            acting,
            FaceChecks(CoveredFaces(face_pool, engine), NewFaces(face_pool, engine)),
            records,
            FinishingCrew(finishing_pool),
        ),
        take_down=take_down,
        web_packs=WebPacks(library, register, folder),
        retention=Retention(acting, take_down, matching, folder / BACKUPS),
        subject_access=SubjectAccess(library, register, clock),
        erasure=Erasure(acting, folder / BACKUPS),
        clearance_records=records,
        matching=matching,
        enrolment=enrolment,
        portraits=Portraits(library, import_pool, register, enrolment, clock),
        portrait_register=PortraitRegister(library, register, engine, enrolled),
        consent=ConsentDesk(library, import_pool, register, clock),
        look_out_sheets=LookOutSheets(library, register, clock),
        register_export=RegisterExport(library, register, clock),
        papers=StarterPapers(library, clock, engine),
        engine=engine,
        pools=(face_pool, import_pool, finishing_pool),
    )
