#!/usr/bin/env bash
# Walks one report through the whole loop of a running demo, as the people who do it: a resident
# reports, a dispatcher opens and dispatches, a handler handles, a checker checks, an operator calls
# back, the dispatcher closes, the resident rates. Usage: bash docs/how-to/walk-the-loop.sh CODE
# where CODE is the phone code that the server printed after the first call below.
set -euo pipefail
BASE=${BASE:-http://127.0.0.1:8080}
HERE=$(cd "$(dirname "$0")" && pwd)
JAR=$(mktemp -d)
JSON='content-type: application/json'

if [ $# -eq 0 ]; then
  curl -sS -H "$JSON" -d '{"phone":"13800000002"}' "$BASE/api/residents/codes"
  echo; echo "Now read the six digits for 13800000002 in the server's terminal and run: bash $0 CODE"
  exit 0
fi

sign_in() { # a member of staff
  curl -sS -o /dev/null -c "$JAR/$1" -H "$JSON" "$BASE/api/staff/sign-in" \
    -d "{\"name\":\"$1\",\"password\":\"${LINLI_DEMO_PASSWORD:-linli-demo}\"}"
}
see() { curl -sS -b "$JAR/$1" "$BASE/api/matters/$N"; }
field() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }
act() { # who, action, input
  local version; version=$(see "$1" | sed 's/.*"version":\([0-9]*\),"isOpen".*/\1/')
  echo "$1: $2"
  curl -sS -b "$JAR/$1" -H "$JSON" "$BASE/api/matters/$N/actions/$2" \
    -d "{\"version\":$version,\"input\":$3}"
  echo
}
photo() { # who, file
  curl -sS -b "$JAR/$1" -F "file=@$2;type=image/jpeg" "$BASE/api/attachments" | field id
}

curl -sS -o /dev/null -c "$JAR/resident" -H "$JSON" "$BASE/api/residents/sign-in" \
  -d "{\"phone\":\"13800000002\",\"code\":\"$1\"}"
for who in dispatcher works checker callback; do sign_in $who; done

echo "resident: report"
REPORT='{"text":"小区门口路灯不亮三天了，请尽快修复。","category":"streetLight","point":{"lon":121.16,"lat":30.89}}'
N=$(curl -sS -b "$JAR/resident" -H "$JSON" -d "$REPORT" "$BASE/api/reports" | field number)
echo "its number: $N"

act dispatcher open '{}'
ORG=$(see dispatcher | sed 's/.*"route":{[^}]*"org":"\([^"]*\)".*/\1/')
act dispatcher dispatch "{\"org\":\"$ORG\"}"
act works acknowledge '{}'
BEFORE=$(photo works "$HERE/../../modules/demo/data/before.jpg")
AFTER=$(photo works "$HERE/../../modules/demo/data/after.jpg")
PHOTOS="\"beforePhotos\":[\"$BEFORE\"],\"afterPhotos\":[\"$AFTER\"]"
act works complete "{\"outcome\":\"fixed\",\"text\":\"已更换灯头，恢复照明。\",$PHOTOS}"
act checker check '{"result":"passed","text":"现场已亮。"}'
act works reply '{"text":"路灯已修好，感谢反映。"}'
act callback callBack '{"result":"satisfied","text":"电话回访，反映人满意。"}'
act dispatcher close '{"note":"已回访。"}'
act resident rate '{"score":5}'

echo "resident: the story of $N"
curl -sS -b "$JAR/resident" "$BASE/api/matters/$N/log" |
  grep -o '"actionLabel":{"zh":"[^"]*","en":"[^"]*"' | sed 's/.*"zh":"\([^"]*\)","en":"\([^"]*\)"/  \1  \2/'
echo "prove it: npm run linli -- verify-log --county 310116"
