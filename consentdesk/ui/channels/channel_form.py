"""The form for a new channel, and for changing one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from consentdesk.domain.channel import Channel, ChannelDetails
from consentdesk.domain.errors import KnownError
from consentdesk.services.publishing.file_names import PatternRefused
from consentdesk.ui.buttons import button
from consentdesk.ui.channels.asked_alone import AskedAlone
from consentdesk.ui.channels.file_settings import FileSettings
from consentdesk.ui.channels.kinds_taken import KindsTaken
from consentdesk.ui.channels.level_choice import LevelChoice
from consentdesk.ui.channels.who_answers import WhoAnswers
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

ACCOUNT = "social."


class ChannelForm(FormDialog):
    """What a channel takes and what its files are, who answers for it, whether it is open."""

    def __init__(
        self,
        around: Surroundings,
        purposes: Mapping[str, str],
        staff: Sequence[str],
        channel: Channel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = tr("New channel") if channel is None else tr("Change the channel")
        super().__init__(around, title, tr("Save"), parent)
        self._channel = channel
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("School website"))
        self.folder = QLineEdit()
        self.choose = button(around.theme, tr("Choose"), self._choose, icon="folder-outline")
        self.files = FileSettings(around.theme)
        self.most_identifiable = LevelChoice(around.theme)
        self.kinds = KindsTaken(around.theme)
        today = around.workspace.acting.clock().date()
        self.answers = WhoAnswers(around.theme, staff, around.who(), today)
        self.is_open = QCheckBox(tr("Open: photos may be published here"))
        self.is_open.setAccessibleName(self.is_open.text())
        self.is_open.setChecked(True)
        self.purposes = {key: _tick(word) for key, word in purposes.items()}
        self.alone = AskedAlone(purposes)
        self.account = QLineEdit()
        self.account.setPlaceholderText(tr("Another account, such as x_school"))
        self.account.textChanged.connect(self._purposes_changed)
        for box in self.purposes.values():
            box.toggled.connect(self._purposes_changed)
        self._lay_out()
        self.begin_with(600, 760)
        self.name.setFocus()
        self._show_channel()

    def details(self) -> ChannelDetails:
        """Return what the form says."""
        return ChannelDetails(
            name=self.name.text().strip(),
            purposes=self._chosen_purposes(),
            folder=Path(self.folder.text().strip()),
            long_edge=self.files.longest_side.number.value(),
            quality=self.files.quality.value(),
            is_open=self.is_open.isChecked(),
            most_identifiable=self.most_identifiable.level,
            naming=self.files.naming.text().strip(),
            folder_per_event=self.files.folder_per_event.isChecked(),
            file_type=self.files.file_type,
            most_kilobytes=self.files.most_kilobytes,
            takes=self.kinds.kinds,
            alone_purposes=self.alone.purposes,
            standing=self.answers.standing,
        )

    def _chosen_purposes(self) -> tuple[str, ...]:
        chosen = [key for key, box in self.purposes.items() if box.isChecked()]
        account = "_".join(self.account.text().split()).lower()
        return (*chosen, ACCOUNT + account) if account else tuple(chosen)

    @Slot()
    def _purposes_changed(self) -> None:
        self.files.longest_side.show_purposes(self._chosen_purposes())

    def _lay_out(self) -> None:
        form = self.fields
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.choose)
        form.addRow(tr("&Name"), self.name)
        folder_label = short_words(tr("&Folder"))
        folder_label.setBuddy(self.folder)
        form.addRow(folder_label, folder)
        for field, name in (
            (self.name, tr("Name")),
            (self.folder, tr("Folder")),
            (self.account, tr("Another account")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(name)
        self.column.addLayout(form)
        self.column.addWidget(words(tr("People must have agreed to all of these"), "heading"))
        ticks = QGridLayout()
        ticks.setVerticalSpacing(0)
        ticks.setHorizontalSpacing(12)
        for half in (0, 1):
            ticks.setColumnStretch(half, 1)
        for place, box in enumerate(self.purposes.values()):
            ticks.addWidget(box, place // 2, place % 2)
        self.column.addLayout(ticks)
        self.column.addWidget(self.account)
        self.column.addWidget(self.alone)
        self._lay_out_levels()
        for part in (self.files, self.kinds, self.answers, self.is_open):
            self.column.addWidget(part)

    def _lay_out_levels(self) -> None:
        asked = words(tr("How &recognisable may a child be here?"), "heading")
        choice = self.most_identifiable
        asked.setBuddy(choice.tile)
        choice.chosen.connect(lambda: asked.setBuddy(choice.tile))
        guidance = tr(
            "Since May 2026 schools are advised to avoid face-on pictures of children who can be "
            "recognised, and to prefer distance or the back of a head."
        )
        self.column.addWidget(asked)
        self.column.addWidget(words(guidance, "muted"))
        self.column.addWidget(self.most_identifiable)

    def _show_channel(self) -> None:
        if self._channel is None:
            return
        details = self._channel.details
        self.name.setText(details.name)
        self.folder.setText(str(details.folder))
        self.files.show_settings(details)
        self.is_open.setChecked(details.is_open)
        self.most_identifiable.choose(details.most_identifiable)
        self.kinds.show_kinds(details.takes)
        self.alone.show_purposes(details.alone_purposes)
        self.answers.show_standing(details.standing)
        for key, box in self.purposes.items():
            box.setChecked(key in details.purposes)

    def _choose(self) -> None:
        self._around.dialogs.choose_folder(self, tr("Folder of the channel"), self._chosen)

    def _chosen(self, folder: Path | None) -> None:
        if folder is not None:
            self.folder.setText(str(folder))

    def save_now(self) -> None:
        """Add the channel, or change it."""
        if not self.folder.text().strip():
            self.problem.say(tr("Choose a folder for the finished photos."), "problem")
            return
        self.record(self._saving())

    def _refused(self, error: KnownError) -> None:
        """Say what is wrong with the pattern beside it, anything else above the buttons."""
        if isinstance(error, PatternRefused):
            self.save.setEnabled(True)
            self.problem.say("", "problem")
            self.files.say_about_names(error)
        else:
            super()._refused(error)

    def _saving(self) -> Callable[[], object]:
        details, by = self.details(), self._around.by()
        channels, channel = self._around.workspace.channels, self._channel
        if channel is None:
            return lambda: channels.add(details, by)
        changed = Channel(channel.id, details)
        return lambda: channels.change(changed, by)


def _tick(word: str) -> QCheckBox:
    box = QCheckBox(word)
    box.setAccessibleName(word)
    return box
