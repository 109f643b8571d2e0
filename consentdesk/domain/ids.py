"""Numbers that name things; a photo's number is never taken for a pupil's."""

from typing import NewType

PersonId = NewType("PersonId", int)
PortraitId = NewType("PortraitId", int)
ChannelId = NewType("ChannelId", int)
BatchId = NewType("BatchId", int)
ImportId = NewType("ImportId", int)
PhotoId = NewType("PhotoId", int)
RegionId = NewType("RegionId", int)
ActionId = NewType("ActionId", int)
SignOffId = NewType("SignOffId", int)
ReleaseId = NewType("ReleaseId", int)
ReleasedFileId = NewType("ReleasedFileId", int)
ClearanceRecordId = NewType("ClearanceRecordId", int)
SourceId = NewType("SourceId", int)
StaffId = NewType("StaffId", int)
SheetImportId = NewType("SheetImportId", int)
VaultKey = NewType("VaultKey", str)
