"""Backup and restore: a dump of one moment, the files, and a list of what the dump must hold when it is read again.

    <BACKUP_DIR>/<time in UTC>/     0700
      database.dump                 pg_dump's custom format, made as the owner
      files.tar                     DATA_DIR/files
      manifest.json                 rows of every table, policies, grants, triggers, versions, checksums
      README.txt                    what is in it and what is not: the keys

With a passphrase the first two are sealed and end in `.sealed`; the manifest holds no data of persons and stays open.
"""
