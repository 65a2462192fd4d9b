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
#   SPOOL_DIR        err-log-dir of mod_json_cdr of FreeSWITCH: one call per file
#   SPOOL_PATTERN    default "*.cdr.json"
#   SPOOL_SOURCE     id of the CDR source of the spools; default SOURCE
#   XML_SPOOL_DIR    err-log-dir of mod_xml_cdr; may be the same folder. Names end in .cdr.xml
#   XML_SPOOL_SOURCE id of the CDR source that reads them; default SOURCE
#   MIN_AGE          seconds that a file must have been left alone; default 60
#   TRIES            how often a request is sent while the receiver is away; default 5, pauses 1 2 4 8 ... s,
#                    longer where the receiver asks for it, an hour at most
#   WAIT             seconds to wait until an uploaded file is done; default 900
#   RECEIPTS         the log; default ship-cdrs.log in the first of the three folders
#
# A file that is done moves to sent/ beside it. What broke off is sent again: the receiver knows calls that it has.
# A file of which nothing can be read moves to refused/, the answer beside it as NAME.answer, and is not asked again.
#
# exit: 0 all sent, or nothing to send      1 a file was refused, or stays because it does not balance
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
: "${XML_SPOOL_DIR:=}" "${XML_SPOOL_SOURCE:=$SOURCE}" "${SPOOL_SOURCE:=$SOURCE}" "${MIN_AGE:=60}" "${TRIES:=5}" "${WAIT:=900}" "${SPOOL_PATTERN:=*.cdr.json}"
# A folder is never taken for an option.
case $CDR_DIR in -*) CDR_DIR=./$CDR_DIR ;; esac
case $SPOOL_DIR in -*) SPOOL_DIR=./$SPOOL_DIR ;; esac
case $XML_SPOOL_DIR in -*) XML_SPOOL_DIR=./$XML_SPOOL_DIR ;; esac
HOME_DIR=${CDR_DIR:-${SPOOL_DIR:-$XML_SPOOL_DIR}}
: "${RECEIPTS:=$HOME_DIR/ship-cdrs.log}"

[ -n "$SWITCHBOOK_URL" ] || fail 2 "SWITCHBOOK_URL is not set"
[ -n "$SWITCHBOOK_KEY" ] || fail 2 "SWITCHBOOK_KEY is not set"
case $SWITCHBOOK_KEY in *[!A-Za-z0-9._-]*) fail 2 "SWITCHBOOK_KEY holds characters that no key has" ;; esac
case $SOURCE$SPOOL_SOURCE$XML_SPOOL_SOURCE in '' | *[!A-Za-z0-9_-]*) fail 2 "SOURCE is not set, or is not the id of a source" ;; esac
case $MIN_AGE$TRIES$WAIT in *[!0-9]*) fail 2 "MIN_AGE, TRIES and WAIT are numbers" ;; esac
[ -n "$HOME_DIR" ] || fail 2 "set CDR_DIR, SPOOL_DIR or XML_SPOOL_DIR"
[ -z "$CDR_DIR" ] || [ -n "$PATTERN" ] || fail 2 "PATTERN is not set"
for folder in "$CDR_DIR" "$SPOOL_DIR" "$XML_SPOOL_DIR"; do
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
trap 'rm -rf "$LOCK"' EXIT
echo "$$ $(began $$)" >"$LOCK/pid" || fail 2 "cannot write in $HOME_DIR: is the disk full?"
trap 'exit 3' HUP INT TERM
BODY=$LOCK/body
NEW_LINE='
'

# request URL [curl options]: sets STATUS, the answer is in $BODY. URL and key go by stdin: neither is in the process list.
request() {
  at=$1 && shift
  : >"$BODY"
  : >"$LOCK/head"
  STATUS=$({
    printf 'url = "%s"\n' "$at"
    case $at in "$URL"/switch/*) printf 'header = "Authorization: Bearer %s"\n' "$SWITCHBOOK_KEY" ;; esac
  } | curl -q -sS -g -K - --connect-timeout 10 --speed-time 60 --speed-limit 1 -o "$BODY" -D "$LOCK/head" \
    -w '%{http_code}' "$@" 2>"$LOCK/error")
  case $? in
    0) ;;
    23) fail 2 "cannot write $BODY: is the disk full? The files stay for the next run" ;;
    *) STATUS=000 ;;
  esac
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
# A name on one line, whatever is in it.
shown() { printf '%s' "$name" | tr '[:cntrl:]' '?'; }
kept() { say "$(shown) stays: $*"; OUTCOME=1; }

unchanged() {
  [ "$(print_of "$1")" = "$before" ] && return
  say "$(shown) changed while it was sent; it goes again"
  return 1
}
noted() {
  printf '%s %s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" "$(shown)" >>"$RECEIPTS" ||
    fail 2 "cannot write $RECEIPTS: is the disk full? $(shown) stays"
}
# place FOLDER: sets TO to a name in it that is free.
place() {
  mkdir -p "$1" || { kept "cannot make $1"; return 1; }
  TO=$1/$name n=1
  while [ -e "$TO" ] || [ -e "$TO.answer" ]; do TO=$1/$name.$n n=$((n + 1)); done
}

# put_away FILE: moves it to $TO. What a move that failed left there is no copy, and would pass for one.
put_away() {
  mv "$1" "$TO" && return
  [ ! -e "$1" ] || rm -f "$TO"
  kept "cannot move it to $TO; it goes again with the next run, and its calls are recognised"
  return 1
}

# arrived FILE WORDS: the receipt first, so that no file is in sent/ without one.
arrived() {
  unchanged "$1" && place "${1%/*}/sent" || return
  noted "$2"
  put_away "$1"
}

# aside FILE: nothing of it can be read. The answer first, so that no file is in refused/ without one.
aside() {
  unchanged "$1" && place "${1%/*}/refused" || return
  { printf '%s\n' "$STATUS" && cat "$BODY"; } >"$TO.answer" || { rm -f "$TO.answer"; kept "cannot write $TO.answer"; return; }
  noted "refused status=$STATUS"
  put_away "$1" || { rm -f "$TO.answer"; return; }
  say "$(shown) was refused ($STATUS): $(reason); it is in ${TO%/*}"
  OUTCOME=1
}

refused() {
  [ "$STATUS" != 403 ] || fail 4 "the key may not deliver for this source (403): $(reason)"
  kept "refused ($STATUS): $(reason)"
}

# balances LINES PARTS: all are numbers, and the parts make the lines.
balances() {
  lines=$1 sum=0
  shift
  for part in "$lines" "$@"; do [ -n "$part" ] || return 1; done
  for part in "$@"; do sum=$((sum + part)); done
  [ "$lines" -eq "$sum" ]
}

ship_file() {
  before=$(print_of "$1")
  called=$(shown | tr '"\\' '__')
  send "$URL/switch/v1/cdr-uploads" -H 'Content-Type: application/json' \
    --data-binary "{\"source\":\"$SOURCE\",\"fileName\":\"$called\"}" || { refused; return; }
  id=$(text id) url=$(text url)
  [ -n "$id" ] && [ -n "$url" ] || { kept "the answer names no place to put it"; return; }
  send "$url" -T "$1" || { kept "the store refused it ($STATUS): $(reason)"; return; }
  waited=0
  while :; do
    send "$URL/switch/v1/cdr-uploads/$id" || { refused; return; }
    case $(text status) in
      done) break ;;
      failed) aside "$1"; return ;;
    esac
    [ "$waited" -lt "$WAIT" ] || fail 3 "$(shown) is not done after $WAIT s ($id); it stays"
    sleep 1
    waited=$((waited + 1))
  done
  lines=$(number lines) accepted=$(number accepted) duplicates=$(number duplicates) parked=$(number parked)
  balances "$lines" "$accepted" "$duplicates" "$parked" || { unbalanced "$id"; return; }
  arrived "$1" "$id lines=$lines accepted=$accepted duplicates=$duplicates parked=$parked"
}

unbalanced() {
  kept "$1 does not balance: ${lines:-no} lines," \
    "${accepted:-no} accepted, ${duplicates:-no} duplicates, ${parked:-no} parked"
}

ship_spool() {
  before=$(print_of "$1")
  if ! send "$URL/switch/v1/cdrs?source=$spool_source" -H 'Content-Type: application/octet-stream' \
    --data-binary "@$1"; then
    case $STATUS in 400 | 413) aside "$1" ;; *) refused ;; esac
    return
  fi
  accepted=$(number accepted) duplicates=$(number duplicates)
  parked=$(($(grep -o '"line":' "$BODY" | wc -l)))
  # A spool is a call at least; one without any text is none.
  lines=0
  ! grep -q '[^[:space:]]' "$1" || lines=1
  [ -n "$accepted" ] && [ -n "$duplicates" ] && [ $((accepted + duplicates + parked)) -ge "$lines" ] ||
    { unbalanced spool; return; }
  arrived "$1" "spool accepted=$accepted duplicates=$duplicates parked=$parked"
}

# matched FOLDER SHIP PATTERNS: ships the file $name if a pattern is its.
matched() {
  set -f
  for pattern in $3; do
    # shellcheck disable=SC2254
    case $name in $pattern) closed "$1/$name" && "$2" "$1/$name" && break ;; esac
  done
  set +f
}

# each FOLDER SHIP PATTERNS: oldest first, and behind them what a list of names cannot hold: a name with a line end in it.
each() {
  ls -1tr "$1" >"$LOCK/list" || fail 2 "cannot list $1"
  while IFS= read -r name; do
    matched "$@"
  done <"$LOCK/list"
  for path in "$1"/*"$NEW_LINE"*; do
    name=${path##*/}
    [ ! -e "$path" ] || matched "$@"
  done
}

[ -z "$CDR_DIR" ] || each "$CDR_DIR" ship_file "$PATTERN"
spool_source=$SPOOL_SOURCE
[ -z "$SPOOL_DIR" ] || each "$SPOOL_DIR" ship_spool "$SPOOL_PATTERN"
spool_source=$XML_SPOOL_SOURCE
[ -z "$XML_SPOOL_DIR" ] || each "$XML_SPOOL_DIR" ship_spool "*.cdr.xml"
exit "$OUTCOME"
