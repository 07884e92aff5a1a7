/* script.c: tables are sorted by a click on a head, or its key: first as one expects of numbers, large ones
 * first, and of words, then the other way round. What is empty stands last. */
#include "parts.h"

const char page_script[] =
    "for (const head of document.querySelectorAll('table.grid th[aria-sort]')) {\n"
    "  head.querySelector('button').addEventListener('click', () => {\n"
    "    const heads = [...head.parentElement.children], column = heads.indexOf(head);\n"
    "    const body = head.closest('table').tBodies[0], number = head.classList.contains('n');\n"
    "    const before = head.getAttribute('aria-sort');\n"
    "    const down = before === 'none' ? number && head.textContent !== '#' : before === 'ascending';\n"
    "    const key = (row) => {\n"
    "      const cell = row.cells[column];\n"
    "      if (!number) return cell.textContent;\n"
    "      return cell.dataset.k === undefined ? NaN : Number(cell.dataset.k.replace('inf', 'Infinity'));\n"
    "    };\n"
    "    const missing = (k) => k === '' || Number.isNaN(k);\n"
    "    const compare = (a, b) => {\n"
    "      const x = key(a), y = key(b);\n"
    "      if (missing(x) || missing(y)) return missing(x) - missing(y);\n"
    "      const order = number ? x - y || 0 : x.localeCompare(y, 'en', { numeric: true });\n"
    "      return down ? -order : order;\n"
    "    };\n"
    "    for (const other of heads) if (other.ariaSort) other.setAttribute('aria-sort', 'none');\n"
    "    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');\n"
    "    body.append(...[...body.rows].sort(compare));\n"
    "  });\n"
    "}\n";
