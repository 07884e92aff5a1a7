# Completion of resnetc for bash. tests/cli/run.sh holds the options against --help.
_resnetc() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} list='' suffix=''
    # bash splits "--option=word" at the "=".
    if [[ $word == '=' ]]; then
        word=''
    elif [[ $before == '=' ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case $before in
    --target) list="native help $("${COMP_WORDS[0]}" --target help 2>/dev/null | awk '{ print $1 }')" ;;
    --accuracy) list='fast tight' ;;
    --precision) list='fp32 bf16 int8 auto' ;;
    --prefer) list='speed size' ;;
    --weights-in) list='auto file array' ;;
    --calibrate) list='norms random:' suffix='@(npy|json|png|jpg|jpeg)' ;;
    --calibrate-by) list='mse percentile percentile: minmax' ;;
    --jit) list='tcc cc' ;;
    --describe) [[ ${COMP_WORDS[COMP_CWORD - 1]} == '=' || ${COMP_WORDS[COMP_CWORD]} == '=' ]] && list='table json torch' ;;
    --dump) list=$("${COMP_WORDS[0]}" --dump help 2>&1 | sed -n 's/;.*//; s/.*expected one of //p' | tr -d ,) ;;
    --weights) list='random:' suffix='@(safetensors|json|pth|pt|th|bin|ckpt|tar|npz|onnx)' ;;
    --import) suffix='@(safetensors|json|pth|pt|th|bin|ckpt|tar|npz|onnx)' ;;
    --set) list='input.height= input.width= classes= batch= outputs.0= name= preprocess.mean= preprocess.std= strides= norm.eps= activation=' ;;
    --run) list='random:' suffix='@(npy|png|jpg|jpeg)' ;;
    --format) list='text csv jsonl' ;;
    --truth) list='folders' suffix='*' ;;
    --output) suffix='@(npy)' ;;
    --memory-plan) suffix='@(svg)' ;;
    --report) suffix='@(html)' ;;
    --names | --tune | --tuned | --save-calibration) suffix='@(json)' ;;
    --labels) suffix='*' ;;
    -o) suffix='@(c|json)' ;;
    *)
        if [[ $word == -* ]]; then
            list='-o -MD -q -v --list --weights --set --name --import --names --strict --target --accuracy --precision --calibrate --calibrate-by --save-calibration --max-drop --report-precision --prefer --weights-limit --workspace-limit --tune --tuned --weights-in --emit-preprocess --emit-flags --describe --describe=json --describe=torch
                  --memory-plan --report --dump --run --labels --format --truth --output --verify --bench --jit --threads --emulator --quiet --verbose --help --version'
        else
            list=$("${COMP_WORDS[0]}" --list 2>/dev/null | awk 'NR > 1 { print $1 }')
            suffix='@(json|safetensors|pth|pt|th|bin|ckpt|tar|npz|onnx)'
        fi
        ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$list" -- "$word")
    [[ $suffix ]] && _resnetc_files "$word" "$suffix"
    return 0
}

# Adds folders, and files whose suffix matches.
_resnetc_files() {
    local file
    shopt -q extglob || local restore=1 && shopt -s extglob
    while IFS= read -r file; do
        if [[ -d $file ]]; then
            COMPREPLY+=("$file/")
        elif [[ $file == *.$2 || $2 == '*' ]]; then
            COMPREPLY+=("$file")
        fi
    done < <(compgen -f -- "$1")
    [[ $restore ]] && shopt -u extglob
    compopt -o filenames -o nospace 2>/dev/null
}

complete -F _resnetc resnetc
