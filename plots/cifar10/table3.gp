# NAIR's training terms: accuracy over latency, cut at block3
# Drawn from ../../results/cifar10/table3/points.csv by airslice. Change what you like, then run: gnuplot table3.gp
# Other formats: gnuplot -e "formats='pdf'" table3.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'table3'
data = '../../results/cifar10/table3/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? 0.001 * column('latency_ms') : NaN
y(row) = 100 * column('accuracy')
low(row) = valid(7) ? 100 * column('accuracy_low') : y(row)
high(row) = valid(8) ? 100 * column('accuracy_high') : y(row)

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.55
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.55
set linetype 3 lc rgb '#a0286e' dt (2.5,4) pt 9 lw 1.6 ps 0.55
set linetype 4 lc rgb '#ce541c' dt (14,4,2.5,4) pt 13 lw 1.6 ps 0.55

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 494,538 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 988,1076 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 494 / 90.0,538 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 "NAIR's training terms: accuracy over latency, cut at block3" at screen 0.0405,0.9554 font ',16' noenhanced
  set label 2 'CIFAR-10 (JPEG copy), 10000 test images, mobilenetv2-cifar w1.0 c10; 250' at screen 0.0405,0.9145 font ',11' tc rgb '#444444' noenhanced
  set label 3 'kbit/s; paper accounting: payload bits and whole units alone; bars:' at screen 0.0405,0.8848 font ',11' tc rgb '#444444' noenhanced
  set label 4 'exact 95 % intervals; left out, because no weights for cifar10 come with' at screen 0.0405,0.855 font ',11' tc rgb '#444444' noenhanced
  set label 5 'AirSlice: nair-seed2, nair-weights-seed2, nair-penalty-seed2,' at screen 0.0405,0.8253 font ',11' tc rgb '#444444' noenhanced
  set label 6 'nair-neither-seed2, nair-seed3, nair-weights-seed3, nair-penalty-seed3,' at screen 0.0405,0.7955 font ',11' tc rgb '#444444' noenhanced
  set label 7 'nair-neither-seed3' at screen 0.0405,0.7658 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set xrange [0:3.2]
  set yrange [80:100]
  set label 100 'Latency [s]' at screen 0.5466,0.119 center noenhanced
  set label 101 'Accuracy [%]' at screen 0.0405,0.4387 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'training 1' noenhanced offset 0,-0.6
  set lmargin at screen 0.1417; set rmargin at screen 0.9514; set tmargin at screen 0.6803; set bmargin at screen 0.197
  set format x '%h'
  set format y '%h'
  plot data using (x(is('model.training_seed', '1') && is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('model.training_seed', '1') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.training_seed', '1') && is('scheme', 'nair-weights'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('model.training_seed', '1') && is('scheme', 'nair-weights'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.training_seed', '1') && is('scheme', 'nair-penalty'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('model.training_seed', '1') && is('scheme', 'nair-penalty'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.training_seed', '1') && is('scheme', 'nair-neither'))):(y(1)) smooth unique with steps lt 4 notitle, \
    data using (x(is('model.training_seed', '1') && is('scheme', 'nair-neither'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle
  unset label

  unset title; unset grid; set border 0; set tics scale 0; set format ''
  set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 0.0892; set bmargin at screen 0
  set key center center horizontal Left reverse maxcols 2 samplen 3 noenhanced
  plot NaN notitle, \
    keyentry with linespoints lt 1 title 'nair', \
    keyentry with linespoints lt 2 title 'nair-weights', \
    keyentry with linespoints lt 3 title 'nair-penalty', \
    keyentry with linespoints lt 4 title 'nair-neither'
  unset multiplot
  unset output
}
