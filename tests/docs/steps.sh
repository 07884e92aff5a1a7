# steps.sh, sourced: `steps PAGE FOLDER` runs a page's fences in their order, in one shell that begins where it stands; FOLDER is for
# what that takes. ```sh is run, but behind <!-- once -->. ```c behind <!-- NAME --> becomes the file NAME where the shell is by then.
# ```text is what the commands before it print on standard output.
steps() {
    awk -v folder="$2" -v run="$2/run" '
        /^<!-- .* -->$/ { name = $2; next }
        /^```/ && !inside { inside = 1; kind = substr($0, 4); runs = kind == "sh" && name != "once"
            if (kind == "text") expected = folder "/expected" ++texts
            if (runs) print "{" >run
            next }
        /^```/ {
            inside = 0
            if (runs) print "} >" folder "/printed" >run
            if (kind == "text") print "diff " expected " " folder "/printed" >run
            if (kind == "c" && name) print "cp " folder "/" name " ." >run
            name = ""
            next }
        inside && runs { print >run }
        inside && kind == "c" && name { print >(folder "/" name) }
        inside && kind == "text" { print >expected }
        !inside && NF { name = "" }' "$1"
    bash -eux "$2/run"
}
