# Shares of importance over the units of well-trained networks, cut at block3
# Drawn from ../../results/synthetic/fig3/points.csv by airslice. Change what you like, then run: gnuplot fig3.gp
# Other formats: gnuplot -e "formats='pdf'" fig3.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'fig3'
data = '../../results/synthetic/fig3/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? column('place') : NaN
y(row) = 100 * column('share')

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.55
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.55
set linetype 3 lc rgb '#a0286e' dt (2.5,4) pt 9 lw 1.6 ps 0.55
set linetype 4 lc rgb '#ce541c' dt (14,4,2.5,4) pt 13 lw 1.6 ps 0.55
set linetype 5 lc rgb '#2ea090' dt (20,4,2.5,4,2.5,4) pt 11 lw 1.6 ps 0.55
set linetype 6 lc rgb '#deaa28' dt 1 pt 6 lw 1.6 ps 0.55

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 920,768 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 1840,1536 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 920 / 90.0,768 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Shares of importance over the units of well-trained networks, cut at block3' at screen 0.0217,0.9688 font ',16' noenhanced
  set label 2 'Synthetic pictures, mobilenetv2-cifar w1.0 c10, mobilenetv2-cifar w0.5 c10, twelve units each; conv: L1 norm of the emitting filters; energy:' at screen 0.0217,0.9401 font ',11' tc rgb '#444444' noenhanced
  set label 3 "1,000 training images; Kendall's τ between networks: conv -0.48 to 0.42, energy -0.42 to 0.30" at screen 0.0217,0.9193 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set xrange [1:12]
  set yrange [3.6408899999999997:17.07871]
  set label 100 'Unit (in channel order), or rank (sorted)' at screen 0.525,0.0833 center noenhanced
  set label 101 'Share [%]' at screen 0.0217,0.4987 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'conv, channel order' noenhanced offset 0,-0.6
  set lmargin at screen 0.0761; set rmargin at screen 0.5109; set tmargin at screen 0.8594; set bmargin at screen 0.5208
  set format x ''
  set format y '%h'
  plot data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original-seed2'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original-seed2'))):(y(1)) with points lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original-seed3'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original-seed3'))):(y(1)) with points lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original-seed4'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original-seed4'))):(y(1)) with points lt 4 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original-seed5'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original-seed5'))):(y(1)) with points lt 5 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original-other-width'))):(y(1)) smooth unique with lines lt 6 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original-other-width'))):(y(1)) with points lt 6 dt 1 lw 1 notitle
  unset label

  set title 'energy, channel order' noenhanced offset 0,-0.6
  set lmargin at screen 0.5391; set rmargin at screen 0.9739; set tmargin at screen 0.8594; set bmargin at screen 0.5208
  set format x ''
  set format y ''
  plot data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original-seed2'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original-seed2'))):(y(1)) with points lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original-seed3'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original-seed3'))):(y(1)) with points lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original-seed4'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original-seed4'))):(y(1)) with points lt 4 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original-seed5'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original-seed5'))):(y(1)) with points lt 5 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original-other-width'))):(y(1)) smooth unique with lines lt 6 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original-other-width'))):(y(1)) with points lt 6 dt 1 lw 1 notitle

  set title 'conv, sorted' noenhanced offset 0,-0.6
  set lmargin at screen 0.0761; set rmargin at screen 0.5109; set tmargin at screen 0.4766; set bmargin at screen 0.138
  set format x '%h'
  set format y '%h'
  plot data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original-seed2'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original-seed2'))):(y(1)) with points lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original-seed3'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original-seed3'))):(y(1)) with points lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original-seed4'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original-seed4'))):(y(1)) with points lt 4 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original-seed5'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original-seed5'))):(y(1)) with points lt 5 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original-other-width'))):(y(1)) smooth unique with lines lt 6 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original-other-width'))):(y(1)) with points lt 6 dt 1 lw 1 notitle

  set title 'energy, sorted' noenhanced offset 0,-0.6
  set lmargin at screen 0.5391; set rmargin at screen 0.9739; set tmargin at screen 0.4766; set bmargin at screen 0.138
  set format x '%h'
  set format y ''
  plot data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original-seed2'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original-seed2'))):(y(1)) with points lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original-seed3'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original-seed3'))):(y(1)) with points lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original-seed4'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original-seed4'))):(y(1)) with points lt 4 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original-seed5'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original-seed5'))):(y(1)) with points lt 5 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original-other-width'))):(y(1)) smooth unique with lines lt 6 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original-other-width'))):(y(1)) with points lt 6 dt 1 lw 1 notitle

  unset title; unset grid; set border 0; set tics scale 0; set format ''
  set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 0.0625; set bmargin at screen 0
  set key center center horizontal Left reverse maxcols 3 samplen 3 noenhanced
  plot NaN notitle, \
    keyentry with linespoints lt 1 title 'original', \
    keyentry with linespoints lt 2 title 'original-seed2', \
    keyentry with linespoints lt 3 title 'original-seed3', \
    keyentry with linespoints lt 4 title 'original-seed4', \
    keyentry with linespoints lt 5 title 'original-seed5', \
    keyentry with linespoints lt 6 title 'original-other-width'
  unset multiplot
  unset output
}
