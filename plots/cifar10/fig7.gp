# Accuracy over latency, cut at block3
# Drawn from ../../results/cifar10/fig7/points.csv by airslice. Change what you like, then run: gnuplot fig7.gp
# Other formats: gnuplot -e "formats='pdf'" fig7.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'fig7'
data = '../../results/cifar10/fig7/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? 0.001 * column('latency_ms') : NaN
y(row) = 100 * column('accuracy')
low(row) = valid(6) ? 100 * column('accuracy_low') : y(row)
high(row) = valid(7) ? 100 * column('accuracy_high') : y(row)
array panels[11] = ['nair', 'dropout', 'clio-l-st', 'clio-n-st', 'clio-uniform-st', 'clio-random-st', 'original', 'sorted', 'energy-order', 'random-order', 'raw']

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.4

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 972,654 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 1944,1308 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 972 / 90.0,654 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Accuracy over latency, cut at block3' at screen 0.0206,0.9633 font ',16' noenhanced
  set label 2 'CIFAR-10 (JPEG copy), 10000 test images, mobilenetv2-cifar w1.0 c10; 250 kbit/s; paper accounting: payload bits and whole units alone; bars:' at screen 0.0206,0.9297 font ',11' tc rgb '#444444' noenhanced
  set label 3 'exact 95 % intervals; grey: the curves of the other panels; dashed: nair' at screen 0.0206,0.9052 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set xrange [0:3.2]
  set yrange [0:100]
  set label 100 'Latency [s]' at screen 0.5237,0.0245 center noenhanced
  set label 101 'Accuracy [%]' at screen 0.0206,0.4618 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'nair' noenhanced offset 0,-0.6
  set lmargin at screen 0.072; set rmargin at screen 0.2778; set tmargin at screen 0.8349; set bmargin at screen 0.6208
  set format x ''
  set format y '%h'
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle
  unset label

  set title 'dropout' noenhanced offset 0,-0.6
  set lmargin at screen 0.3045; set rmargin at screen 0.5103; set tmargin at screen 0.8349; set bmargin at screen 0.6208
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'dropout'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'dropout'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'clio-l-st' noenhanced offset 0,-0.6
  set lmargin at screen 0.537; set rmargin at screen 0.7428; set tmargin at screen 0.8349; set bmargin at screen 0.6208
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'clio-l-st'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-l-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'clio-n-st' noenhanced offset 0,-0.6
  set lmargin at screen 0.7695; set rmargin at screen 0.9753; set tmargin at screen 0.8349; set bmargin at screen 0.6208
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'clio-n-st'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-n-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'clio-uniform-st' noenhanced offset 0,-0.6
  set lmargin at screen 0.072; set rmargin at screen 0.2778; set tmargin at screen 0.5688; set bmargin at screen 0.3547
  set format x ''
  set format y '%h'
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'clio-uniform-st'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-uniform-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'clio-random-st' noenhanced offset 0,-0.6
  set lmargin at screen 0.3045; set rmargin at screen 0.5103; set tmargin at screen 0.5688; set bmargin at screen 0.3547
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'clio-random-st'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-random-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'original' noenhanced offset 0,-0.6
  set lmargin at screen 0.537; set rmargin at screen 0.7428; set tmargin at screen 0.5688; set bmargin at screen 0.3547
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'original'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'sorted' noenhanced offset 0,-0.6
  set lmargin at screen 0.7695; set rmargin at screen 0.9753; set tmargin at screen 0.5688; set bmargin at screen 0.3547
  set format x '%h'
  set format y ''
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'sorted'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'energy-order' noenhanced offset 0,-0.6
  set lmargin at screen 0.072; set rmargin at screen 0.2778; set tmargin at screen 0.3028; set bmargin at screen 0.0887
  set format x '%h'
  set format y '%h'
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'energy-order'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'energy-order'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'random-order' noenhanced offset 0,-0.6
  set lmargin at screen 0.3045; set rmargin at screen 0.5103; set tmargin at screen 0.3028; set bmargin at screen 0.0887
  set format x '%h'
  set format y ''
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'random-order'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'random-order'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'raw' noenhanced offset 0,-0.6
  set lmargin at screen 0.537; set rmargin at screen 0.7428; set tmargin at screen 0.3028; set bmargin at screen 0.0887
  set format x '%h'
  set format y ''
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'raw'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle
  unset multiplot
  unset output
}
