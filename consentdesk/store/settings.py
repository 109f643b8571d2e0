"""The shelf of remembered choices."""

from sqlalchemy.orm import Session

from consentdesk.store.register_tables import SettingRow


class SettingsShelf:
    """Small texts by name."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, name: str, default: str = "") -> str:
        """Return what was remembered under the name."""
        row = self._session.get(SettingRow, name)
        return default if row is None else row.value

    def set(self, name: str, value: str) -> None:
        """Remember a text under the name."""
        self._session.merge(SettingRow(name=name, value=value))
        self._session.flush()
