"""One school's workspace: the use cases, ready to be called by a window or a command line."""

from dataclasses import dataclass
from pathlib import Path

from consentdesk.faces.pool import FacePool
from consentdesk.services.auditing.audit_export import AuditExport
from consentdesk.services.auditing.audit_trail import AuditTrail
from consentdesk.services.batches import Batches
from consentdesk.services.bringing_in.emptied_devices import EmptiedDevices
from consentdesk.services.bringing_in.import_photos import ImportPhotos
from consentdesk.services.comparing.enrolled import Enrolled
from consentdesk.services.comparing.enrolment import Enrolment
from consentdesk.services.comparing.matching import Matching
from consentdesk.services.consent.consent_desk import ConsentDesk
from consentdesk.services.deciding.acting import Acting
from consentdesk.services.deciding.burst_review import BurstReview
from consentdesk.services.deciding.exclusion_checks import ExclusionChecks
from consentdesk.services.deciding.frames_by_hand import FramesByHand
from consentdesk.services.deciding.group_review import GroupReview
from consentdesk.services.deciding.laid_out_batches import LaidOutBatches
from consentdesk.services.deciding.objections import Objections
from consentdesk.services.deciding.photo_deletion import PhotoDeletion
from consentdesk.services.deciding.pictures import Pictures
from consentdesk.services.deciding.referrals import Referrals
from consentdesk.services.deciding.review import Review
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.finding.scan import Scan
from consentdesk.services.looking_after.erasure import Erasure
from consentdesk.services.looking_after.retention import Retention
from consentdesk.services.looking_after.subject_access import SubjectAccess
from consentdesk.services.looking_after.take_down import TakeDown
from consentdesk.services.office.backup import Backups
from consentdesk.services.office.library_key import LibraryKey
from consentdesk.services.office.passwords import HashingCost, Passwords
from consentdesk.services.office.school import School
from consentdesk.services.office.staff import Staff
from consentdesk.services.packing.print_sheets import PrintSheets
from consentdesk.services.packing.web_pack import WebPacks
from consentdesk.services.papers.starter_papers import StarterPapers
from consentdesk.services.publishing.channels import Channels
from consentdesk.services.publishing.clearance_records import ClearanceRecords
from consentdesk.services.publishing.copy_making import FaceChecks
from consentdesk.services.publishing.covered_faces import CoveredFaces
from consentdesk.services.publishing.finishing_crew import FinishingCrew
from consentdesk.services.publishing.new_faces import NewFaces
from consentdesk.services.publishing.preflight import Preflight
from consentdesk.services.publishing.publish import Publish
from consentdesk.services.publishing.sign_off import SignOffDesk
from consentdesk.services.register.look_out_sheet import LookOutSheets
from consentdesk.services.register.portrait_register import PortraitRegister
from consentdesk.services.register.portraits import Portraits
from consentdesk.services.register.register_export import RegisterExport
from consentdesk.services.register_picture import Clock, RegisterReader
from consentdesk.services.roll_sheets.roll import Roll
from consentdesk.services.roll_sheets.year_roll_over import YearRollOver
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
    print_sheets: PrintSheets
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
        print_sheets=PrintSheets(library, register, folder),
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
