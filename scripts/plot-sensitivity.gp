# Bars of sensitivity with their intervals; called by scripts/plot-sensitivity:
#   gnuplot -c plot-sensitivity.gp BARS.csv OUTPUT OUTCOME INDEX
bars = ARG1
set datafile separator ","
set datafile missing ""
stats bars using 1 nooutput
first = STATS_min
last = STATS_max
rows = last - first + 1

label = ARG4 eq "ST" ? "share of the variance" : \
        ARG4 eq "mu_star" ? "mean absolute effect over an input's range (mu*)" : \
        ARG4 eq "delta" ? "delta (0: nothing, 1: all)" : "PAWN, median (0: nothing, 1: all)"
set xlabel label
set title sprintf("What moves %s", ARG3) noenhanced
set yrange [first - 0.8 : last + 0.8]
set ytics scale 0 noenhanced
set grid xtics lc rgb "#dddddd" lt 1
set border 1 lc rgb "#666666"
set tics textcolor rgb "#333333" nomirror
set arrow from 0, graph 0 to 0, graph 1 nohead lc rgb "#666666" front
set key bottom right reverse Left samplen 2
unset x2tics
alone = ARG4 eq "ST"

do for [format in "svg png"] {
    if (format eq "svg") {
        set terminal svg size 800, 120 + 26 * rows font "sans,13" background rgb "white"
    } else {
        set terminal pngcairo size 1200, 180 + 39 * rows font "sans,14" background rgb "white"
    }
    set output sprintf("%s.%s", ARG2, format)
    plot bars using (0):1:(0):3:($1 - 0.3):($1 + 0.3):ytic(2) with boxxyerror \
             fs solid 0.35 noborder lc rgb "#2c6fbb" title (alone ? "with all interactions (ST)" : ARG4 eq "mu_star" ? "mu*" : "estimate"), \
         bars using 3:1:4:5 with xerrorbars pt 0 lw 1.5 lc rgb "#1c3f6b" title "95 % interval", \
         for [k = 1 : alone] bars using 6:1 with points pt 7 ps 0.9 lc rgb "#c0392b" title "alone (S1)"
    unset output
}
