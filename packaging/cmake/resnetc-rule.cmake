# cmake -DRULE=FILE.d -P resnetc-rule.cmake: of what the rule of `resnetc -MD` makes, the first alone is left. Ninja takes no
# file there that the build does not declare, and whether there is a weights file only resnetc knows.
file(READ "${RULE}" text)
set(word "([^ \\\\]|\\\\.)+")
string(REGEX REPLACE "^(${word})( ${word})*: " "\\1: " text "${text}")
file(WRITE "${RULE}" "${text}")
