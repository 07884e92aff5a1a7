# library.awk: runtime/library/resnetc_jit.h -> the man page resnetc_jit(3): awk -v date=D -v version=V -f library.awk.
# Comments that begin a line become paragraphs, what is indented in them and all declarations stand as they are.
function roff(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    if (text ~ /^[.']/) text = "\\&" text
    return text
}
function literal(on) {
    if (on == is_literal) return
    print on ? ".PP\n.nf\n.RS 2" : ".RE\n.fi"
    is_literal = on
    behind = !on
}

BEGIN {
    print ".\\\" Made of resnetc_jit.h by packaging/man/library.awk."
    printf ".TH RESNETC_JIT 3 \"%s\" \"resnetc %s\" \"Library functions\"\n", date, version
    print ".SH NAME\nresnetc_jit \\- a residual network from its description to answers, compiled in memory"
    print ".SH SYNOPSIS\n.B #include <resnetc_jit.h>\n.PP\n.B cc main.c $(pkg\\-config \\-\\-cflags \\-\\-libs resnetc)"
    print ".SH DESCRIPTION"
}
/^#if|^#end|^#def|^#include|^extern "C"|^}$/ { next }
/^\/\*/ { in_comment = 1 }
in_comment {
    text = $0
    last = sub(/ *\*\/$/, "", text)
    sub(/^(\/\*| \*) ?/, "", text)
    if (text ~ /^    /) { literal(1); print roff(text) }
    else if (text == "") behind = 1
    else { literal(0); print (behind ? ".PP\n" : "") roff(text); behind = 0 }
    if (last) in_comment = 0
    next
}
/^$/ { if (is_literal && wanted) print ""; wanted = 0; next }
{ literal(1); wanted = 1; print roff($0) }
END { literal(0); print ".SH SEE ALSO\n.BR resnetc (1),\n.BR resnetc\\-spec (5)" }
