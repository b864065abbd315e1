/**
 * Runs as the first process of new namespaces, with rights over those alone. It makes a root of
 * its own from a disk in memory, shows the system's programs in it, copies the folder in, leaves
 * the machine's root behind, and starts the program in a second process namespace, where it has no
 * rights and whose end the kernel makes the end of everything in it.
 */
export const NAMESPACE_SCRIPT = `
set -eu
umask 022

# Shows a file or folder at its own place, read-only. Flags that the machine's own mount has must
# be kept, or a user namespace refuses the change.
show() {
  if [ -L "$1" ]; then mkdir -p "$root\${1%/*}"; cp -P "$1" "$root$1"; return; fi
  if [ -d "$1" ]; then mkdir -p "$root$1"
  elif [ -e "$1" ]; then mkdir -p "$root\${1%/*}"; : > "$root$1"
  else return 0; fi
  mount --bind "$1" "$root$1" 2>/dev/null || mount --rbind "$1" "$root$1"
  flags=$(findmnt -n -o VFS-OPTIONS -M "$root$1" | sed 's/^r[wo],*//')
  mount -o "remount,bind,ro\${flags:+,$flags}" "$root$1"
}

root=$JAIL_ROOT
# Whoever takes all memory is the first to be ended by the kernel.
echo 1000 > /proc/self/oom_score_adj
ip link set lo up 2>/dev/null || ifconfig lo up
mount -t tmpfs -o "mode=755,size=$JAIL_DISK,nr_inodes=$JAIL_FILES,nosuid,nodev" jail "$root"
mkdir -p "$root/proc" "$root/dev" "$root/etc" "$root/.old" "$root/.kept"
mkdir -m 1777 "$root/tmp" "$root/dev/shm"
# A place that no system has, since what is shown may lie anywhere else.
mkdir -p "$root/jail/home" "$root/jail/work"
for each in /usr /bin /sbin /lib /lib32 /lib64 /libx32 /nix/store /etc/alternatives \\
  /etc/ssl/certs /etc/ld.so.cache /etc/ld.so.conf /etc/ld.so.conf.d /etc/localtime; do
  show "$each"
done
printf '%s\\n' "$JAIL_READABLE" > "$root/.readable"
while IFS= read -r each; do [ -z "$each" ] || show "$each"; done < "$root/.readable"
rm "$root/.readable"
for each in null zero full random urandom; do
  : > "$root/dev/$each"
  mount --bind "/dev/$each" "$root/dev/$each"
done
ln -s /proc/self/fd "$root/dev/fd"
echo "jail:x:$JAIL_UID:$JAIL_UID::/jail/home:/bin/sh" > "$root/etc/passwd"
echo "jail:x:$JAIL_UID:" > "$root/etc/group"
printf '127.0.0.1 localhost\\n::1 localhost\\n' > "$root/etc/hosts"
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
if ! trouble=$(cp -R -P "$JAIL_FOLDER/." "$root/jail/work" 2>&1); then
  case $trouble in *'No space left'*) echo too-big >&3; exit 125 ;; esac
  printf '%s\\n' "$trouble" >&2
  exit 125
fi
[ "$JAIL_UID" = 0 ] || chown -R -h "$JAIL_UID:$JAIL_UID" "$root/jail/work" "$root/jail/home"
mount --bind "$JAIL_KEPT" "$root/.kept"

cd "$root"
pivot_root . .old
cd /
umount -l /.old
rmdir /.old

cd /jail/work
exec 4<&0
echo started >&3
unshare --mount --pid --fork --kill-child --mount-proc \\
  sh -c 'umount /.kept && "$@"; exit $?' jail "$@" </dev/null 3>&- 4<&- &
program=$!
# Standard input ends when nobody is left who would keep the limits.
{ cat >/dev/null; kill -s KILL "$program"; } <&4 3>&- &
wait "$program" && code=0 || code=$?
out=/jail/work/$JAIL_KEEP
if [ -n "$JAIL_KEEP" ] && [ -d "$out" ] && [ ! -L "$out" ]; then cp -R -P "$out/." /.kept; fi
echo "exited $code" >&3
exit 0
`;
