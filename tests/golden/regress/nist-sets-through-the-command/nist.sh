#!/bin/sh
# usage: nist.sh SET DEGREE|0 DIGITS ERROR_DIGITS [--no-intercept]: the set through zistat, and
# whether every estimate and error has the digits required (-log10 of the relative error). DEGREE
# makes powers of x beside it; 0 takes the columns as they are.
nist=$DATASETS/../tests/reference/nist
awk -F, -v degree="$2" '
    function power(x, k,    p) { for (p = 1; k > 0; k--) p *= x; return p }
    NR == 1 { last = (degree > 0) ? degree : NF - 1
              printf "unit,tahun,peubah_y"
              for (j = 1; j <= last; j++) printf ",peubah_x%d", j
              print ""; next }
    { printf "U%03d,2020,%s", NR, $1
      for (j = 1; j <= last; j++)
          if (degree > 0) printf ",%.17g", power($2, j)
          else printf ",%s", $(j + 1)
      print "" }' "$nist/$1.csv" >"$1.csv"
{ echo index; head -n 1 "$1.csv" | tr , '\n' | sed 1,2d; } >indeks
on=$(sed '1,2d' indeks | paste -s -d, -)
zistat regress "$1.csv" --institution Nist --index-file indeks --outcome peubah_y --on "$on" --fe none \
    --se classical --format csv --quiet ${5:+"$5"} >"$1.out" || exit
sed 1d "$nist/certified.csv" | awk -F, -v set="$1" -v digits="$3" -v error_digits="$4" '
    function lre(got, want,    e) {
        if (got == "" || got == want) return got == "" ? 0 : 15
        e = got - want; if (e < 0) e = -e
        if (want != 0) e /= want < 0 ? -want : want
        return e == 0 ? 15 : -log(e) / log(10)
    }
    FNR == NR { if ($1 == set && $2 ~ /^b/) { b[$2] = $3; s[$2] = $4 } next }
    FNR > 1 { term = $1 == "(intercept)" ? "b0" : "b" substr($1, 9)
              n++
              if (lre($2, b[term]) < digits) print set, term, $2, "expected", b[term]
              if (s[term] + 0 == 0 ? $3 != "" : lre($3, s[term]) < error_digits)
                  print set, term, "error", $3, "expected", s[term] }
    END { print set, n, "terms" }' - "$1.out"
rm -f "$1.csv" "$1.out" indeks
