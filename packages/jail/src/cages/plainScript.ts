/**
 * What is left where a system offers no namespaces: a copy of the folder, a process group that ends
 * as one, and a look at the disk each second.
 */
export const PLAIN_SCRIPT = `
set -eu
umask 022
full() { [ "$(du -sk "$1" 2>/dev/null | cut -f 1)" -gt "$JAIL_KILOBYTES" ]; }

cp -R -P "$JAIL_FOLDER/." "$JAIL_WORK"
if full "$JAIL_WORK"; then echo too-big >&3; exit 125; fi
[ "$JAIL_UID" = 0 ] || chown -R -h "$JAIL_UID:$JAIL_UID" "$JAIL_WORK" "$JAIL_HOME"
ulimit -c 0
ulimit -n 1024
ulimit -f $((JAIL_KILOBYTES * 2))
cd "$JAIL_WORK"
exec 4<&0
echo started >&3
"$@" </dev/null 3>&- 4<&- &
program=$!
{ cat >/dev/null; kill -s KILL 0; } <&4 3>&- &
{ while sleep 1; do if full "$JAIL_SCRATCH"; then echo too-big >&3; kill -s KILL 0; fi; done; } 4<&- &
wait "$program" && code=0 || code=$?
echo "exited $code" >&3
kill -s KILL 0
`;
