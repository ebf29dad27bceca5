"""Backups of the two SQLite files: each copied while the bot works, sealed under the data key, and looked at again.

The main database and the key store are kept apart, since they live for different times: whatever the main backup's
age, it cannot be read of a person whose key is destroyed, once the key store's older backups are gone.
"""

from __future__ import annotations

from bot.store.backups.making import BackupFailed as BackupFailed
from bot.store.backups.making import Backups as Backups
from bot.store.backups.making import Files as Files
from bot.store.backups.making import Made as Made
from bot.store.backups.progress import Progress as Progress
from bot.store.backups.progress import Stopped as Stopped
from bot.store.backups.restoring import Restored as Restored
from bot.store.backups.restoring import restore as restore
from bot.store.backups.rotation import Lives as Lives
from bot.store.backups.sealing import BackupDamaged as BackupDamaged
from bot.store.backups.sealing import Kind as Kind
from bot.store.backups.sealing import NoBackup as NoBackup
