#!/bin/sh
# Writes the CDRs that Kamailio keeps in a SQL database to closed files in the form of flat files, for ship-cdrs.sh.
# POSIX sh, awk and the database's own client. It only reads the database.
#
# usage: export-cdrs.sh settings-file      lines NAME=value, read by the shell
#
#   SQL_CLIENT  takes SQL from its standard input and answers a line for each row without a heading:
#                 mysql --batch --skip-column-names kamailio       (its answer is separated by tabs: SEPARATOR=tab)
#                 psql -qAt -d kamailio          sqlite3 /var/lib/kamailio/kamailio.db
#   OUT_DIR     where the files go; ship-cdrs.sh has it as CDR_DIR, with PATTERN="cdrs_*.txt"
#   COLUMNS     names between bars as in the table, the source's template; they begin with start_time|end_time|duration
#   TABLE       default cdrs
#   SEPARATOR   bar (default) or tab
#   MOST        rows of a file; default 100000
#   AGAIN       ids before the last one that are read again; default 100. An id is given when a write begins: of two
#               processes of Kamailio the lower one may be there later. What is known already counts as a duplicate.
#
# It goes on behind the highest id of its files, from the state file last-id in OUT_DIR. A run that was killed writes the
# same rows again, and calls that are known already are not charged again.
# exit: 0 all written, or nothing new      1 the database refused      2 wrong settings
set -eu
umask 077

fail() { code=$1; shift; printf 'export-cdrs: %s\n' "$*" >&2; exit "$code"; }

[ $# -eq 1 ] && [ -r "$1" ] || fail 2 "usage: export-cdrs.sh settings-file"
case $1 in */*) . "$1" ;; *) . "./$1" ;; esac
: "${SQL_CLIENT:=}" "${OUT_DIR:=}" "${COLUMNS:=}" "${TABLE:=cdrs}" "${SEPARATOR:=bar}" "${MOST:=100000}" "${AGAIN:=100}"
[ -n "$SQL_CLIENT" ] || fail 2 "SQL_CLIENT is not set"
[ -d "$OUT_DIR" ] || fail 2 "OUT_DIR is not set, or there is no such folder"
case $COLUMNS in 'start_time|end_time|duration'*) ;; *) fail 2 "COLUMNS begins with start_time|end_time|duration" ;; esac
case $COLUMNS$TABLE in *[!A-Za-z0-9_\|]*) fail 2 "COLUMNS and TABLE hold letters, digits and underscores" ;; esac
case $MOST$AGAIN in *[!0-9]* | 0*) fail 2 "MOST and AGAIN are numbers" ;; esac
case $SEPARATOR in bar) separator='|' ;; tab) separator=$(printf '\t') ;; *) fail 2 "SEPARATOR is bar or tab" ;; esac

# The text of a row keeps no bar, tab or line break.
text() { printf "REPLACE(REPLACE(REPLACE(COALESCE(CAST(%s AS CHAR(1000)), ''), '|', '%%7C'), '\n', ' '), '\t', ' ')" "$1"; }
select='id'
for name in $(printf '%s' "$COLUMNS" | tr '|' ' '); do select="$select, $(text "$name")"; done

LAST="$OUT_DIR/last-id"
last=0
[ ! -s "$LAST" ] || last=$(cat "$LAST")
case $last in '' | *[!0-9]*) fail 2 "$LAST holds no number" ;; esac

from=$((last > AGAIN ? last - AGAIN : 0))
while :; do
  rows="$OUT_DIR/.rows"
  printf 'SELECT %s FROM %s WHERE id > %s ORDER BY id LIMIT %s;\n' "$select" "$TABLE" "$from" "$MOST" |
    $SQL_CLIENT > "$rows" || fail 1 "the database refused; nothing was written"
  [ -s "$rows" ] || { rm -f "$rows"; exit 0; }
  first=$(awk -F "$separator" 'NR == 1 { print $1 }' "$rows")
  next=$(awk -F "$separator" 'END { print $1 }' "$rows")
  count=$(awk 'END { print NR }' "$rows")
  case $first$next in '' | *[!0-9]*) fail 1 "the client's answer has no id first; look at $rows" ;; esac
  awk -F "$separator" -v OFS='|' '{ line = $2; for (i = 3; i <= NF; i++) line = line OFS $i; print line }' "$rows" > "$rows.flat"
  if [ "$next" -le "$last" ]; then
    # Nothing but what was written already.
    rm -f "$rows" "$rows.flat"
    [ "$count" -eq "$MOST" ] || exit 0
    from=$next
    continue
  fi
  # Renamed when it is whole: ship-cdrs.sh never meets half a file.
  mv "$rows.flat" "$OUT_DIR/cdrs_$first-$next.txt"
  printf '%s\n' "$next" > "$LAST.new"
  mv "$LAST.new" "$LAST"
  rm -f "$rows"
  last=$next
  from=$next
  [ "$count" -eq "$MOST" ] || exit 0
done
