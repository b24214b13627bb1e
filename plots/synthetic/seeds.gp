# Trainings of the same kind, accuracy over latency, cut at block3
# Drawn from ../../results/synthetic/seeds/points.csv by airslice. Change what you like, then run: gnuplot seeds.gp
# Other formats: gnuplot -e "formats='pdf'" seeds.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'seeds'
data = '../../results/synthetic/seeds/points.csv'

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
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.4
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.4
set linetype 3 lc rgb '#a0286e' dt (2.5,4) pt 9 lw 1.6 ps 0.4

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 972,504 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 1944,1008 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 972 / 90.0,504 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Trainings of the same kind, accuracy over latency, cut at block3' at screen 0.0206,0.9524 font ',16' noenhanced
  set label 2 'Synthetic pictures, 2000 test images, mobilenetv2-cifar w0.5 c10; 250 kbit/s; paper accounting: payload bits and whole units alone; bars:' at screen 0.0206,0.9087 font ',11' tc rgb '#444444' noenhanced
  set label 3 'exact 95 % intervals' at screen 0.0206,0.877 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set xrange [0:1.6]
  set yrange [0:100]
  set label 100 'Latency [s]' at screen 0.5237,0.0794 center noenhanced
  set label 101 'Accuracy [%]' at screen 0.0206,0.4742 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'nair' noenhanced offset 0,-0.6
  set lmargin at screen 0.072; set rmargin at screen 0.2778; set tmargin at screen 0.7857; set bmargin at screen 0.5079
  set format x ''
  set format y '%h'
  plot data using (x(is('scheme', 'nair') && is('model.training_seed', '1'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'nair') && is('model.training_seed', '1'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'nair') && is('model.training_seed', '2'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('scheme', 'nair') && is('model.training_seed', '2'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'nair') && is('model.training_seed', '3'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('scheme', 'nair') && is('model.training_seed', '3'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle
  unset label

  set title 'dropout' noenhanced offset 0,-0.6
  set lmargin at screen 0.3045; set rmargin at screen 0.5103; set tmargin at screen 0.7857; set bmargin at screen 0.5079
  set format x ''
  set format y ''
  plot data using (x(is('scheme', 'dropout') && is('model.training_seed', '1'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'dropout') && is('model.training_seed', '1'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'dropout') && is('model.training_seed', '2'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('scheme', 'dropout') && is('model.training_seed', '2'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'dropout') && is('model.training_seed', '3'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('scheme', 'dropout') && is('model.training_seed', '3'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle

  set title 'clio-l-st' noenhanced offset 0,-0.6
  set lmargin at screen 0.537; set rmargin at screen 0.7428; set tmargin at screen 0.7857; set bmargin at screen 0.5079
  set format x ''
  set format y ''
  plot data using (x(is('scheme', 'clio-l-st') && is('model.training_seed', '1'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-l-st') && is('model.training_seed', '1'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'clio-l-st') && is('model.training_seed', '2'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('scheme', 'clio-l-st') && is('model.training_seed', '2'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'clio-l-st') && is('model.training_seed', '3'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('scheme', 'clio-l-st') && is('model.training_seed', '3'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle

  set title 'clio-n-st' noenhanced offset 0,-0.6
  set lmargin at screen 0.7695; set rmargin at screen 0.9753; set tmargin at screen 0.7857; set bmargin at screen 0.5079
  set format x ''
  set format y ''
  plot data using (x(is('scheme', 'clio-n-st') && is('model.training_seed', '1'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-n-st') && is('model.training_seed', '1'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'clio-n-st') && is('model.training_seed', '2'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('scheme', 'clio-n-st') && is('model.training_seed', '2'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'clio-n-st') && is('model.training_seed', '3'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('scheme', 'clio-n-st') && is('model.training_seed', '3'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle

  set title 'clio-uniform-st' noenhanced offset 0,-0.6
  set lmargin at screen 0.072; set rmargin at screen 0.2778; set tmargin at screen 0.4405; set bmargin at screen 0.1627
  set format x '%h'
  set format y '%h'
  plot data using (x(is('scheme', 'clio-uniform-st') && is('model.training_seed', '1'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-uniform-st') && is('model.training_seed', '1'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'clio-uniform-st') && is('model.training_seed', '2'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('scheme', 'clio-uniform-st') && is('model.training_seed', '2'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'clio-uniform-st') && is('model.training_seed', '3'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('scheme', 'clio-uniform-st') && is('model.training_seed', '3'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle

  set title 'clio-random-st' noenhanced offset 0,-0.6
  set lmargin at screen 0.3045; set rmargin at screen 0.5103; set tmargin at screen 0.4405; set bmargin at screen 0.1627
  set format x '%h'
  set format y ''
  plot data using (x(is('scheme', 'clio-random-st') && is('model.training_seed', '1'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-random-st') && is('model.training_seed', '1'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'clio-random-st') && is('model.training_seed', '2'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('scheme', 'clio-random-st') && is('model.training_seed', '2'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'clio-random-st') && is('model.training_seed', '3'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('scheme', 'clio-random-st') && is('model.training_seed', '3'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle

  set title 'clio-l-mt' noenhanced offset 0,-0.6
  set lmargin at screen 0.537; set rmargin at screen 0.7428; set tmargin at screen 0.4405; set bmargin at screen 0.1627
  set format x '%h'
  set format y ''
  plot data using (x(is('scheme', 'clio-l-mt') && is('model.training_seed', '1'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-l-mt') && is('model.training_seed', '1'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'clio-l-mt') && is('model.training_seed', '2'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('scheme', 'clio-l-mt') && is('model.training_seed', '2'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'clio-l-mt') && is('model.training_seed', '3'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('scheme', 'clio-l-mt') && is('model.training_seed', '3'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle

  set title 'clio-n-mt' noenhanced offset 0,-0.6
  set lmargin at screen 0.7695; set rmargin at screen 0.9753; set tmargin at screen 0.4405; set bmargin at screen 0.1627
  set format x '%h'
  set format y ''
  plot data using (x(is('scheme', 'clio-n-mt') && is('model.training_seed', '1'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-n-mt') && is('model.training_seed', '1'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'clio-n-mt') && is('model.training_seed', '2'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('scheme', 'clio-n-mt') && is('model.training_seed', '2'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'clio-n-mt') && is('model.training_seed', '3'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('scheme', 'clio-n-mt') && is('model.training_seed', '3'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle

  unset title; unset grid; set border 0; set tics scale 0; set format ''
  set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 0.0476; set bmargin at screen 0
  set key center center horizontal Left reverse maxcols 3 samplen 3 noenhanced
  plot NaN notitle, \
    keyentry with linespoints lt 1 title '1', \
    keyentry with linespoints lt 2 title '2', \
    keyentry with linespoints lt 3 title '3'
  unset multiplot
  unset output
}
