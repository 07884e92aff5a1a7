# shells.sh, sourced by run.sh: bash, zsh and fish read their scripts as installed and complete a line by them.
bash_script=$prefix/share/bash-completion/completions/resnetc
zsh_functions=$prefix/share/zsh/site-functions
fish_script=$prefix/share/fish/vendor_completions.d/resnetc.fish
mkdir "$folder/home" && cd "$folder/home" && touch trained.pth picture.png cat.npy net.json

check "bash reads it" bash -n "$bash_script"
if command -v zsh >/dev/null; then
    # A line, a tab, the end of the line: what the command is given. zsh has a terminal of its own for it.
    cat >../zsh.sh <<'END'
zmodload zsh/zpty
typeset got=
zpty shell "PS1='> ' zsh -f -i"
zpty -w shell "fpath=('$1' \$fpath); autoload -Uz compinit; compinit -u -D; resnetc() { print -r -- \"<\$*>\"; }; print re''ady"
while zpty -r shell line && [[ $line != *ready* ]]; do :; done
zpty -w -n shell "resnetc $2"$'\t\n'
for turn in {1..20}; do
    zpty -r -t shell line && got+=$line || sleep 0.1
    [[ $got == *'<'*'>'* ]] && break
done
zpty -d shell
print -r -- $got | sed -n 's/.*<\(.*[^ ]\) *>.*/\1/p' | tail -n 1
END
    completes_zsh() { # LINE EXPECTED
        local got
        got=$(HOME=$PWD zsh -f ../zsh.sh "$zsh_functions" "$1") && echo "got: $got" && [ "$got" = "$2" ]
    }
    check "zsh reads it" zsh -n "$zsh_functions/_resnetc"
    while IFS='|' read -r line expected; do check "zsh: $line" completes_zsh "$line" "$expected"; done <<'END'
--target rvv2|--target rvv256
--emit-f|--emit-flags
--describe=to|--describe=torch
--prefer si|--prefer size
--weights tra|--weights trained.pth
--run pic|--run picture.png
-o ne|-o net.json
tra|trained.pth
resnet20-f|resnet20-fashion
--set classes=7 --set ba|--set classes=7 --set batch=
END
else
    echo "SKIPPED: completion: no zsh"
fi
if command -v fish >/dev/null; then
    completes_fish() { # LINE EXPECTED: words, blanks between
        local got
        got=$(HOME=$PWD fish -c "source '$fish_script'; complete -C 'resnetc $1'" | cut -f 1 | xargs) && echo "got: $got" && [ "$got" = "$2" ]
    }
    check "fish reads it" fish -n "$fish_script"
    while IFS='|' read -r line expected; do check "fish: $line" completes_fish "$line" "$expected"; done <<END
--target rvv|rvv256 rvv128
--target |native help $("$build/resnetc" --target help | awk '$1 != "native" { print $1 }' | xargs)
--emit-|--emit-flags --emit-preprocess
--describe=to|--describe=torch
--prefer |speed size
--weights tra|trained.pth
-o ne|net.json
-q tra|trained.pth
resnet20-f|resnet20-fashion
END
else
    echo "SKIPPED: completion: no fish"
fi
cd "$top" || exit 1

# Words of the scripts are those that the program takes.
words_are() { # OPTION
    local told offered
    told=$("$build/resnetc" "$1" ? 2>&1 | sed -n 's/.*expected one of //p' | tr -d ,)
    offered=$(sed -n "s/^    $1) list='\([^']*\)'.*/\1/p" "$bash_script")
    echo "told: $told, offered: $offered" && [ -n "$told" ] && [ "$told" = "$offered" ]
}
for option in --weights-in --accuracy --precision --prefer --jit --dump --format --completion; do
    check "$option: words" words_are $option
done
