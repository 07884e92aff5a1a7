# spec.jq: specs/schema.json -> the man page resnetc-spec(5): jq -r --arg date D --arg version V -f spec.jq
# A key is "stem.pool.kernel"; what may stand there is told from the schema, as is its default.

def roff: gsub("\\\\"; "\\e") | gsub("-"; "\\-") | gsub("^(?<c>[.'])"; "\\&\(.c)");
def literal: if type == "string" then . else tojson end;
def resolved($schema): if has("$ref") then $schema["$defs"][.["$ref"] | ltrimstr("#/$defs/")] + del(.["$ref"]) else . end;

# "from 1 to 64"
def bounds:
    (if has("minimum") and has("maximum") then " from \(.minimum) to \(.maximum)"
     elif has("minimum") then ", at least \(.minimum)"
     elif has("maximum") then ", at most \(.maximum)" else "" end);

# "one of basic, bottleneck, ir", "one of 1, 3, 5, ..., 31"
def choice: map(literal) | "one of " + (if length > 12 then .[:3] + ["...", last] else . end | join(", "));

# "an integer from 1 to 64", "one of basic, bottleneck, ir"
def kind($schema):
    resolved($schema)
    | if has("enum") then .enum | choice
      elif has("const") then .const | tojson
      elif has("oneOf") then [.oneOf[] | kind($schema)] | unique | join(", or ")
      elif has("properties") then "an object"
      elif (.type | type) == "array" then .type as $types | [$types[] as $type | . + {type: $type} | kind($schema)] | join(" or ")
      elif .type == "array" then "a list" + (if has("items") then " of which each is " + (.items | kind($schema)) else "" end)
      elif .type == "boolean" then "true or false"
      elif .type == "integer" then "an integer" + bounds
      elif .type == "number" then "a number" + bounds
      elif .type == "null" then "null"
      elif .type == "string" then "a string"
      else "see above" end;

def sentence: if . == "" then empty else (.[:1] | ascii_upcase) + .[1:] + (if test("[.]$") then "" else "." end) end;

# Each key below these properties, in their order: {key, value}
def keys_below($schema; $prefix):
    resolved($schema)
    | ((.properties // {}), ((.oneOf // [])[] | resolved($schema) | .properties // {}))
    | to_entries[] | select(.key != "$schema")
    | {key: ($prefix + .key), value: (.value | resolved($schema))}
    | ., (.key as $key | .value | keys_below($schema; $key + "."));

# The same key of several alternatives stands once: attention.type is se or eca.
def merged: reduce .[] as $row ([]; map(.key) as $seen | ($seen | index($row.key)) as $at
    | if $at then .[$at].values += [$row.value] else . + [{key: $row.key, values: [$row.value]}] end);

. as $schema
| ".\\\" Made of specs/schema.json by packaging/man/spec.jq.",
  ".TH RESNETC\\-SPEC 5 \"\($date)\" \"resnetc \($version)\" \"File formats\"",
  ".SH NAME",
  "resnetc\\-spec \\- the description of a residual network that resnetc compiles",
  ".SH DESCRIPTION",
  "A spec is a file of JSON, UTF\\-8, with one object.",
  (.description | roff),
  "A key that is not below, and a value that its key does not take, is a mistake.",
  ".PP",
  "The networks of the papers are in share/resnetc/specs below the folder that resnetc was installed to, and",
  "schema.json, which editors check a spec by, beside them.",
  ".SH KEYS",
  "A point stands before a key of an object: \\fBinput.height\\fR is {\"input\": {\"height\": ...}}, and",
  "\\fBresnetc \\-\\-set input.height=96\\fR.",
  ( [keys_below($schema; "")] | merged[]
    | ".TP",
      "\\fB\(.key | roff)\\fR",
      ([.values[] | .description // empty] | unique[] | roff),
      ([.values[] | kind($schema)] | unique | join(", or ") | sentence | roff),
      (.values[0] | if has("default") then "Default: \(.default | literal)." | roff else empty end),
      (.key as $key | if $schema.required | index($key) then "Required." else empty end)
  ),
  ".SH EXAMPLE",
  "ResNet\\-50 for 37 classes of pictures of 160 x 160 pixels:",
  ".PP",
  ".nf",
  ".RS",
  "{\"block\": \"bottleneck\", \"repeats\": [3, 4, 6, 3], \"classes\": 37,",
  " \"input\": {\"height\": 160, \"width\": 160}}",
  ".RE",
  ".fi",
  ".SH SEE ALSO",
  ".BR resnetc (1),",
  ".BR resnetc_jit (3)"
