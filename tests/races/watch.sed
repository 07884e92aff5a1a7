# Emitted C as ThreadSanitizer should have it: it is told of what is read or written as another type, which clang's does not look
# at where that is a vector of 32 or 64 bytes, and no compiler's where assembler does it. WAIT asks whether it is left out.
1i #include "watched.h"
s/\*\(const ([a-z_]+) \*\)(\(const void \*\))?(\([a-z]\)|[a-z]\b)/*(const \1 *)is_read(\3, sizeof(\1))/g
s/\*\(([a-z_]+) \*\)(\([a-z]\)|[a-z]\b)/*(\1 *)is_written(\2, sizeof(\1))/g
s/^#define WAIT\(workspace\) (wait_for_team.*)/#define WAIT(workspace) (leaves_out_wait() ? (void)0 : \1)/
