"""What can go wrong in a way the office can understand: a code, a sentence, a next step.

Anything that is not a `KnownError` is a bug and is reported as one. No sentence names a
pupil or says who is on the register; a photo or a sheet may be named by its file name.
"""

from typing import ClassVar


class KnownError(Exception):
    """A situation the program foresaw.

    Attributes:
        code: stable word for tests, logs and ``--json``.
        sentence: what happened, in office words, one sentence.
        next_step: what the person can do now, one sentence.
    """

    code: ClassVar[str] = "known"

    def __init__(self, sentence: str, next_step: str) -> None:
        super().__init__(f"{sentence} {next_step}")
        self.sentence = sentence
        self.next_step = next_step

    def __reduce__(self) -> tuple[type["KnownError"], tuple[str, str]]:
        """Let the error cross from a worker process to the window."""
        return type(self), (self.sentence, self.next_step)


class PhotoError(KnownError):
    """One photo cannot be taken or checked; the others go on."""

    code = "photo"


class NotAPhoto(PhotoError):
    """The bytes are no picture that the program reads."""

    code = "not_a_photo"


class EmptyFile(PhotoError):
    """The file has no bytes."""

    code = "empty_file"


class DamagedPhoto(PhotoError):
    """The picture is cut short or damaged; half a photo is never shown."""

    code = "damaged_photo"


class PhotoTooLarge(PhotoError):
    """The header announces more pixels than the program decodes."""

    code = "photo_too_large"


class FileUnreadable(PhotoError):
    """The file cannot be read from its place."""

    code = "file_unreadable"


class FaceCheckFailed(PhotoError):
    """The face engine could not finish this photo."""

    code = "face_check_failed"


class EngineError(KnownError):
    """The face engine as a whole does not work on this machine."""

    code = "engine"


class StoreError(KnownError):
    """The encrypted database or the vault cannot be used."""

    code = "store"


class WrongKey(StoreError):
    """The passphrase or the key in the keychain does not open the database."""

    code = "wrong_key"


class PassphraseNeeded(StoreError):
    """The library opens with a passphrase, and none was given."""

    code = "passphrase_needed"


class PassphraseToChoose(PassphraseNeeded):
    """The same for a library that is only being set up: its passphrase is chosen now."""

    code = "passphrase_to_choose"


class NewerDatabase(StoreError):
    """The database was written by a later version of the program."""

    code = "newer_database"


class DamagedStore(StoreError):
    """A fingerprint or a page does not match: the stored data is damaged."""

    code = "damaged_store"


class UnsuitablePlace(StoreError):
    """The folder is on a network share or synced, where the database would break."""

    code = "unsuitable_place"


class AlreadyOpen(StoreError):
    """Another running ConsentDesk holds the same library."""

    code = "already_open"


class DiskFull(StoreError):
    """No room is left on the disk."""

    code = "disk_full"


class SheetError(KnownError):
    """A workbook cannot be read at all."""

    code = "sheet"


class SheetLocked(SheetError):
    """The workbook is open in another program or password-protected."""

    code = "sheet_locked"


class ChannelError(KnownError):
    """A channel's folder cannot take files."""

    code = "channel"


class ChannelFolderMissing(ChannelError):
    """The folder is not there."""

    code = "channel_folder_missing"


class ChannelFolderReadOnly(ChannelError):
    """The folder does not accept new files."""

    code = "channel_folder_read_only"


class VerificationFailed(KnownError):
    """A finished file still carried something it must not; it was removed."""

    code = "verification_failed"


class Refused(KnownError):
    """A step may not start or a decision may not be taken; the rules say no."""

    code = "refused"


class Cancelled(KnownError):
    """The person stopped the work; what was finished is kept."""

    code = "cancelled"
