# Mean time to the first late first unit, int8
# Drawn from ../../results/synthetic/multiconnectivity-mttff/points.csv by airslice. Change what you like, then run: gnuplot multiconnectivity-mttff.gp
# Other formats: gnuplot -e "formats='pdf'" multiconnectivity-mttff.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'multiconnectivity-mttff'
data = '../../results/synthetic/multiconnectivity-mttff/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? column('links.count') : NaN
y(row) = column('mttff_s')
low(row) = valid(17) ? column('mttff_s_low') : y(row)
high(row) = valid(18) ? column('mttff_s_high') : y(row)

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.55
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.55
set linetype 3 lc rgb '#a0286e' dt (2.5,4) pt 9 lw 1.6 ps 0.55
set linetype 4 lc rgb '#ce541c' dt (14,4,2.5,4) pt 13 lw 1.6 ps 0.55
set linetype 5 lc rgb '#2ea090' dt (20,4,2.5,4,2.5,4) pt 11 lw 1.6 ps 0.55
set linetype 6 lc rgb '#deaa28' dt 1 pt 6 lw 1.6 ps 0.55

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 1016,474 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 2032,948 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 1016 / 90.0,474 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Mean time to the first late first unit, int8' at screen 0.0197,0.9494 font ',16' noenhanced
  set label 2 'Synthetic pictures, 1000 requests; Rayleigh fading, 5 dB, 8 Hz; full accounting: 802.15.4 frames, channel access, acknowledgements, device compute; bars: 95 %' at screen 0.0197,0.903 font ',11' tc rgb '#444444' noenhanced
  set label 3 'intervals (exponential law)' at screen 0.0197,0.8692 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set logscale y 10; set format y '10^{%L}'
  set xrange [1:4]
  set yrange [0.295819:19195.97464]
  set label 100 'Links' at screen 0.5226,0.135 center noenhanced
  set label 101 'Mean time to first failure [s]' at screen 0.0197,0.4979 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'due after 150 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.7722; set bmargin at screen 0.2236
  set format x '%h'
  set format y '10^{%L}'
  plot data using (x(is('latency_ms', '150') && is('links.use', 'stripe'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '150') && is('links.use', 'stripe'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '150') && is('links.use', 'duplicate'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '150') && is('links.use', 'duplicate'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '150') && is('links.use', 'importance-split'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '150') && is('links.use', 'importance-split'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '150') && is('links.use', 'selection'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '150') && is('links.use', 'selection'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '150') && is('links.use', 'maximal-ratio'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('latency_ms', '150') && is('links.use', 'maximal-ratio'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '150') && is('links.use', 'switch'))):(y(1)) smooth unique with lines lt 6 notitle, \
    data using (x(is('latency_ms', '150') && is('links.use', 'switch'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle
  unset label

  set title 'due after 200 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.7722; set bmargin at screen 0.2236
  set format x '%h'
  set format y ''
  plot data using (x(is('latency_ms', '200') && is('links.use', 'stripe'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '200') && is('links.use', 'stripe'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '200') && is('links.use', 'duplicate'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '200') && is('links.use', 'duplicate'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '200') && is('links.use', 'importance-split'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '200') && is('links.use', 'importance-split'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '200') && is('links.use', 'selection'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '200') && is('links.use', 'selection'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '200') && is('links.use', 'maximal-ratio'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('latency_ms', '200') && is('links.use', 'maximal-ratio'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '200') && is('links.use', 'switch'))):(y(1)) smooth unique with lines lt 6 notitle, \
    data using (x(is('latency_ms', '200') && is('links.use', 'switch'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  set title 'due after 300 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.7722; set bmargin at screen 0.2236
  set format x '%h'
  set format y ''
  plot data using (x(is('latency_ms', '300') && is('links.use', 'stripe'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '300') && is('links.use', 'stripe'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '300') && is('links.use', 'duplicate'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '300') && is('links.use', 'duplicate'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '300') && is('links.use', 'importance-split'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '300') && is('links.use', 'importance-split'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '300') && is('links.use', 'selection'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '300') && is('links.use', 'selection'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '300') && is('links.use', 'maximal-ratio'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('latency_ms', '300') && is('links.use', 'maximal-ratio'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '300') && is('links.use', 'switch'))):(y(1)) smooth unique with lines lt 6 notitle, \
    data using (x(is('latency_ms', '300') && is('links.use', 'switch'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  unset title; unset grid; set border 0; set tics scale 0; set format ''
  set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 0.1013; set bmargin at screen 0
  set key center center horizontal Left reverse maxcols 3 samplen 3 noenhanced
  plot NaN notitle, \
    keyentry with linespoints lt 1 title 'stripe', \
    keyentry with linespoints lt 2 title 'duplicate', \
    keyentry with linespoints lt 3 title 'importance-split', \
    keyentry with linespoints lt 4 title 'selection', \
    keyentry with linespoints lt 5 title 'maximal-ratio', \
    keyentry with linespoints lt 6 title 'switch'
  unset multiplot
  unset output
}
