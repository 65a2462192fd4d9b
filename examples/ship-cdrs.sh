#!/bin/sh
# Ships closed CDR files and FreeSWITCH spools to Switchbook. POSIX sh and curl; nothing else, and it deletes nothing.
#
# usage: ship-cdrs.sh [settings-file]      settings-file: lines NAME=value, read by the shell; else the environment
#
#   SWITCHBOOK_URL   address of Switchbook, such as https://billing.example.net
#   SWITCHBOOK_KEY   an API key with the scope `switch`
#   SOURCE           id of the CDR source of the files
#   CDR_DIR          folder of the files
#   PATTERN          names of closed files, such as "Master.csv.*"; several with spaces between. Never the open file
#   SPOOL_DIR        err-log-dir of FreeSWITCH: one call per file
#   SPOOL_PATTERN    default "*.cdr.json"; "*.cdr.xml" for a source that reads XML
#   SPOOL_SOURCE     id of the CDR source of the spools; default SOURCE
#   MIN_AGE          seconds that a file must have been left alone; default 60
#   TRIES            how often a request is sent while the receiver is away; default 5, pauses 1 2 4 8 ... s,
#                    longer where the receiver asks for it, an hour at most
#   WAIT             seconds to wait until an uploaded file is done; default 900
#   RECEIPTS         the log; default CDR_DIR/ship-cdrs.log or SPOOL_DIR/ship-cdrs.log
#
# A file that is done moves to sent/ beside it. What broke off is sent again: the receiver knows calls that it has.
#
# exit: 0 all sent, or nothing to send      1 a file was refused or does not balance; it stays
#       2 wrong settings                    3 the receiver is away or slow; what is left goes with the next run
#       4 the key or source was refused     5 another run is at work
set -u
umask 077

say() { printf 'ship-cdrs: %s\n' "$*" >&2; }
fail() { code=$1; shift; say "$*"; exit "$code"; }

case ${1-} in
  -h | --help) sed -n '2,/^set -u/{/^#/s/^# \{0,1\}//p;}' "$0"; exit 0 ;;
  '') ;;
  *)
    [ -r "$1" ] || fail 2 "cannot read $1"
    case $1 in */*) . "$1" ;; *) . "./$1" ;; esac
    ;;
esac
: "${SWITCHBOOK_URL:=}" "${SWITCHBOOK_KEY:=}" "${SOURCE:=}" "${CDR_DIR:=}" "${PATTERN:=}" "${SPOOL_DIR:=}"
: "${SPOOL_SOURCE:=$SOURCE}" "${MIN_AGE:=60}" "${TRIES:=5}" "${WAIT:=900}" "${SPOOL_PATTERN:=*.cdr.json}"
HOME_DIR=${CDR_DIR:-$SPOOL_DIR}
: "${RECEIPTS:=$HOME_DIR/ship-cdrs.log}"

[ -n "$SWITCHBOOK_URL" ] || fail 2 "SWITCHBOOK_URL is not set"
[ -n "$SWITCHBOOK_KEY" ] || fail 2 "SWITCHBOOK_KEY is not set"
case $SWITCHBOOK_KEY in *[!A-Za-z0-9._-]*) fail 2 "SWITCHBOOK_KEY holds characters that no key has" ;; esac
case $SOURCE$SPOOL_SOURCE in '' | *[!A-Za-z0-9_-]*) fail 2 "SOURCE is not set, or is not the id of a source" ;; esac
case $MIN_AGE$TRIES$WAIT in *[!0-9]*) fail 2 "MIN_AGE, TRIES and WAIT are numbers" ;; esac
[ -n "$HOME_DIR" ] || fail 2 "set CDR_DIR, SPOOL_DIR or both"
[ -z "$CDR_DIR" ] || [ -n "$PATTERN" ] || fail 2 "PATTERN is not set"
for folder in "$CDR_DIR" "$SPOOL_DIR"; do
  [ -z "$folder" ] || [ -d "$folder" ] || fail 2 "there is no folder $folder"
done
command -v curl >/dev/null 2>&1 || fail 2 "curl is not installed"
URL=${SWITCHBOOK_URL%/}

# One run at a time. A lock whose process is gone is taken over.
LOCK=$HOME_DIR/.ship-cdrs.lock
# A process number is used again, after a start of the machine at the latest: when it began tells them apart.
began() {
  if [ -r "/proc/$1/stat" ]; then
    cat /proc/sys/kernel/random/boot_id 2>/dev/null
    sed 's/.*) //' "/proc/$1/stat" | cut -d ' ' -f 20
  else
    ps -o lstart= -p "$1" 2>/dev/null
  fi | tr -cd '[:alnum:]'
}
alive() {
  [ -n "$1" ] && kill -0 "${1%% *}" 2>/dev/null || return 1
  case $1 in *' '*) [ "${1#* }" = "$(began "${1%% *}")" ] ;; esac
}
if ! mkdir "$LOCK" 2>/dev/null; then
  holder=$(cat "$LOCK/pid" 2>/dev/null)
  [ -n "$holder" ] || { sleep 1; holder=$(cat "$LOCK/pid" 2>/dev/null); }
  alive "$holder" && fail 5 "another run is at work (process ${holder%% *})"
  mv "$LOCK" "$LOCK.$$" 2>/dev/null || fail 5 "another run is at work"
  if [ "$(cat "$LOCK.$$/pid" 2>/dev/null)" != "$holder" ]; then
    mv "$LOCK.$$" "$LOCK"
    fail 5 "another run is at work"
  fi
  rm -rf "$LOCK.$$"
  mkdir "$LOCK" 2>/dev/null || fail 5 "another run is at work"
fi
echo "$$ $(began $$)" >"$LOCK/pid"
trap 'rm -rf "$LOCK"' EXIT
trap 'exit 3' HUP INT TERM
BODY=$LOCK/body

# request URL [curl options]: sets STATUS, the answer is in $BODY. URL and key go by stdin: neither is in the process list.
request() {
  at=$1 && shift
  : >"$BODY"
  : >"$LOCK/head"
  STATUS=$({
    printf 'url = "%s"\n' "$at"
    case $at in "$URL"/switch/*) printf 'header = "Authorization: Bearer %s"\n' "$SWITCHBOOK_KEY" ;; esac
  } | curl -q -sS -g -K - --connect-timeout 10 --speed-time 60 --speed-limit 1 -o "$BODY" -D "$LOCK/head" \
    -w '%{http_code}' "$@" 2>"$LOCK/error") || STATUS=000
}

# Seconds that the receiver asks to wait; nothing where it asks for none, or by a date.
asked() { sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]\{1,4\}\)[^0-9]*$/\1/p' "$LOCK/head" 2>/dev/null | tail -n 1; }

# Sends until it is answered: 0 taken, 1 refused. Ends the run when the receiver stays away or the key is refused.
send() {
  try=1 delay=1
  while :; do
    request "$@"
    case $STATUS in
      2??) return 0 ;;
      000 | 429 | 5??) ;;
      401) fail 4 "the key was refused (401): $(reason)" ;;
      *) return 1 ;;
    esac
    [ "$try" -lt "$TRIES" ] || fail 3 "the receiver is away ($STATUS): $(reason); the files stay for the next run"
    pause=$(asked)
    [ "${pause:-0}" -ge "$delay" ] || pause=$delay
    [ "$pause" -le 3600 ] || pause=3600
    sleep "$pause"
    try=$((try + 1)) delay=$((delay * 2))
  done
}

reason() {
  words=$(text message)
  [ -n "$words" ] || words=$(head -c 300 "$BODY" "$LOCK/error" 2>/dev/null | grep -v '^==>' | tr '\n' ' ')
  printf '%s' "$words"
}
text() { sed -n 's/.*"'"$1"'":"\([^"]*\)".*/\1/p' "$BODY" | head -n 1; }
number() { sed -n 's/.*"'"$1"'":\([0-9][0-9]*\).*/\1/p' "$BODY" | head -n 1; }

modified() { stat -c %Y "$1" 2>/dev/null || stat -f %m "$1"; }
print_of() { printf '%s %s' "$(wc -c <"$1")" "$(modified "$1")"; }
closed() { [ -f "$1" ] && [ -r "$1" ] && [ $(($(date +%s) - $(modified "$1"))) -ge "$MIN_AGE" ]; }

OUTCOME=0
kept() { say "$name stays: $*"; OUTCOME=1; }

# arrived FILE WORDS: the receipt first, so that no file is in sent/ without one.
arrived() {
  [ "$(print_of "$1")" = "$before" ] || { say "$name changed while it was sent; it goes again"; return; }
  folder=$(dirname "$1")/sent
  mkdir -p "$folder" || { kept "cannot make $folder"; return; }
  to=$folder/$name n=1
  while [ -e "$to" ]; do to=$folder/$name.$n n=$((n + 1)); done
  printf '%s %s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$2" "$name" >>"$RECEIPTS" || fail 2 "cannot write $RECEIPTS"
  mv "$1" "$to" || kept "cannot move it to $folder"
}

refused() {
  [ "$STATUS" != 403 ] || fail 4 "the key may not deliver for this source (403): $(reason)"
  kept "refused ($STATUS): $(reason)"
}

ship_file() {
  before=$(print_of "$1")
  shown=$(printf '%s' "$name" | tr -d '[:cntrl:]' | tr '"\\' '__')
  send "$URL/switch/v1/cdr-uploads" -H 'Content-Type: application/json' \
    --data-binary "{\"source\":\"$SOURCE\",\"fileName\":\"$shown\"}" || { refused; return; }
  id=$(text id) url=$(text url)
  [ -n "$id" ] && [ -n "$url" ] || { kept "the answer names no place to put it"; return; }
  send "$url" -T "$1" || { kept "the store refused it ($STATUS): $(reason)"; return; }
  waited=0
  while :; do
    send "$URL/switch/v1/cdr-uploads/$id" || { refused; return; }
    case $(text status) in
      done) break ;;
      failed) kept "$id failed: $(text error)"; return ;;
    esac
    [ "$waited" -lt "$WAIT" ] || fail 3 "$name is not done after $WAIT s ($id); it stays"
    sleep 1
    waited=$((waited + 1))
  done
  lines=$(number lines) accepted=$(number accepted) duplicates=$(number duplicates) parked=$(number parked)
  [ "${lines:-0}" -eq $((${accepted:-0} + ${duplicates:-0} + ${parked:-0})) ] ||
    { kept "$id does not balance: $lines lines, $accepted accepted, $duplicates duplicates, $parked parked"; return; }
  arrived "$1" "$id lines=$lines accepted=$accepted duplicates=$duplicates parked=$parked"
}

ship_spool() {
  before=$(print_of "$1")
  send "$URL/switch/v1/cdrs?source=$SPOOL_SOURCE" -H 'Content-Type: application/octet-stream' \
    --data-binary "@$1" || { refused; return; }
  parked=$(grep -o '"line":' "$BODY" | wc -l)
  arrived "$1" "spool accepted=$(number accepted) duplicates=$(number duplicates) parked=$((parked))"
}

# each FOLDER SHIP PATTERNS: oldest first.
each() {
  ls -1tr "$1" >"$LOCK/list"
  while IFS= read -r name; do
    set -f
    for pattern in $3; do
      # shellcheck disable=SC2254
      case $name in $pattern) closed "$1/$name" && "$2" "$1/$name" && break ;; esac
    done
    set +f
  done <"$LOCK/list"
}

[ -z "$CDR_DIR" ] || each "$CDR_DIR" ship_file "$PATTERN"
[ -z "$SPOOL_DIR" ] || each "$SPOOL_DIR" ship_spool "$SPOOL_PATTERN"
exit "$OUTCOME"
