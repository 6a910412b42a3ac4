### Versions of the index: plan, switch, return, clear away

progress-smoke-live = Asking the live version
progress-smoke-new = Asking the new version

plan-added = added
plan-replaced = replaced
plan-removed = removed
plan-reread = read anew
plan-unchanged = unchanged
plan-nothing = Nothing changes; no version has to be built.
plan-effort = The new version has { $passages } passages, { $count } to be embedded; { $time }.
plan-full-embedding = The embedding model changed, or the vectors are damaged: everything is built again, and the present index serves until then.
plan-full-reading = The parser changed: every issue is read again from its original, and the present index serves until then.
time-unknown = nobody knows how long it takes
time-short = less than a minute expected
time-minutes = about { $minutes } minutes expected
column-happens = What happens
column-articles = Articles
column-passages = Passages
column-warnings = Warnings

column-version = Version
column-when = Made at
column-by = By
column-changes = Changes
column-size = Issues/passages
column-score = Questions
column-state = State
version-command-line = command line
version-added = + { $issues }
version-replaced = ~ { $issues }
version-removed = - { $issues }
version-rebuilt = rebuilt
version-live = live
version-held = held
version-kept = kept
no-versions = There is no version yet. Run reformbot index with a file or folder.
switched = Version { $number }, made at { $at }, is live.
removed-kept = The originals stay in the folder of originals.
trial-passed = { $questions } smoke questions: { $after } right (live version: { $before }).
trial-first = { $questions } smoke questions: { $after } right.
trial-worse = Answered worse: { $ids }
trial-failed = { $questions } smoke questions: right answers fell from { $before } to { $after }, more than is let through; nothing was switched.
trial-held = Version { $number } is built and held; the present index serves on. To switch all the same, run reformbot switch { $number }.
compacted = Cleared away: { $versions } old versions, { $folders } vector folders of no version, { $vectors } vectors and { $editions } readings no longer used.
compacted-freed = { $freed } came free, { $left } are in use. All originals stay in the folder of originals.

error-version-unknown = There is no version { $number }, or none any more. To see those there are, run reformbot versions.
error-no-earlier-version = No earlier version is kept. To see those there are, run reformbot versions.
error-version-fingerprint = Version { $number } was made with another embedding model ({ $indexed }) than the configured one ({ $configured }). Set embedding.model back first, then switch.
error-version-unusable = The vectors of version { $number } are missing or damaged ({ $reason }), so it cannot be switched to. Choose another with reformbot versions, or run reformbot index again.
error-issue-unknown = The index has no “{ $issue }”. Run reformbot issues to see what it has.
error-issue-ambiguous = “{ $issue }” is more than one issue. Name it by its file: { $stems }.

audit-indexed = built version { $version } and switched to it: { $changes }
audit-held = built version { $version }, not switched to because of the smoke questions: { $changes }
audit-switched = switched to version { $version }
audit-compacted = cleared the index away, { $freed } came free
audit-added = { $issue } added (file { $hash })
audit-replaced = { $issue } replaced (file { $hash })
audit-removed = { $issue } removed (file { $hash })
audit-more = { $shown } and { $count } more
audit-rebuilt = everything built again
