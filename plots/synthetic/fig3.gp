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

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 920,720 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 1840,1440 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 920 / 90.0,720 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Shares of importance over the units of well-trained networks, cut at block3' at screen 0.0217,0.9667 font ',16' noenhanced
  set label 2 'Synthetic pictures, mobilenetv2-cifar w0.5 c10, twelve units each; conv: L1 norm of the emitting filters; energy: 1,000 training images; left out,' at screen 0.0217,0.9361 font ',11' tc rgb '#444444' noenhanced
  set label 3 'because no weights for synthetic come with AirSlice: original-seed2, original-seed3, original-seed4, original-seed5, original-other-width' at screen 0.0217,0.9139 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set xrange [1:12]
  set yrange [4.54014:14.529459999999998]
  set label 100 'Unit (in channel order), or rank (sorted)' at screen 0.525,0.0222 center noenhanced
  set label 101 'Share [%]' at screen 0.0217,0.4653 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'conv, channel order' noenhanced offset 0,-0.6
  set lmargin at screen 0.0761; set rmargin at screen 0.5109; set tmargin at screen 0.85; set bmargin at screen 0.4889
  set format x ''
  set format y '%h'
  plot data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('model.weights', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle
  unset label

  set title 'energy, channel order' noenhanced offset 0,-0.6
  set lmargin at screen 0.5391; set rmargin at screen 0.9739; set tmargin at screen 0.85; set bmargin at screen 0.4889
  set format x ''
  set format y ''
  plot data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('model.weights', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle

  set title 'conv, sorted' noenhanced offset 0,-0.6
  set lmargin at screen 0.0761; set rmargin at screen 0.5109; set tmargin at screen 0.4417; set bmargin at screen 0.0806
  set format x '%h'
  set format y '%h'
  plot data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('model.weights', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle

  set title 'energy, sorted' noenhanced offset 0,-0.6
  set lmargin at screen 0.5391; set rmargin at screen 0.9739; set tmargin at screen 0.4417; set bmargin at screen 0.0806
  set format x '%h'
  set format y ''
  plot data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('model.weights', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle
  unset multiplot
  unset output
}
