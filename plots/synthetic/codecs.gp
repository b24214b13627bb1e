# Image codecs, accuracy over latency
# Drawn from ../../results/synthetic/codecs/points.csv by airslice. Change what you like, then run: gnuplot codecs.gp
# Other formats: gnuplot -e "formats='pdf'" codecs.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'codecs'
data = '../../results/synthetic/codecs/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? column('latency_ms') : NaN
y(row) = 100 * column('accuracy')
low(row) = valid(6) ? 100 * column('accuracy_low') : y(row)
high(row) = valid(7) ? 100 * column('accuracy_high') : y(row)

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.55
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.55
set linetype 3 lc rgb '#a0286e' dt (2.5,4) pt 9 lw 1.6 ps 0.55
set linetype 4 lc rgb '#ce541c' dt (14,4,2.5,4) pt 13 lw 1.6 ps 0.55
set linetype 5 lc rgb '#2ea090' dt (20,4,2.5,4,2.5,4) pt 11 lw 1.6 ps 0.55
set linetype 6 lc rgb '#deaa28' dt 1 pt 6 lw 1.6 ps 0.55

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 900,544 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 1800,1088 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 900 / 90.0,544 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Image codecs, accuracy over latency' at screen 0.0222,0.9559 font ',16' noenhanced
  set label 2 'Synthetic pictures, 500 test images, mobilenetv2-cifar w0.5 c10; 250 kbit/s; paper accounting: payload bits and whole units alone; scan bytes' at screen 0.0222,0.9154 font ',11' tc rgb '#444444' noenhanced
  set label 3 'alone are sent; jpeg: quality 75, deepn-jpeg: quality 50, cut after every 8 bytes; fit: the best of 18 qualities that is whole in time; bars:' at screen 0.0222,0.886 font ',11' tc rgb '#444444' noenhanced
  set label 4 'exact 95 % intervals' at screen 0.0222,0.8566 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set logscale x 10; set format x '10^{%L}'
  set xrange [1:100]
  set yrange [0:100]
  set lmargin at screen 0.0778
  set tmargin at screen 0.8051
  set bmargin at screen 0.1066
  set xlabel 'Latency [ms]' noenhanced
  set ylabel 'Accuracy [%]' noenhanced
  set key outside right center vertical Left reverse samplen 3 spacing 1.3 noenhanced title 'Scheme' noenhanced left
  plot data using (x(is('scheme', 'jpeg'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'jpeg'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'jpeg-fit'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('scheme', 'jpeg-fit'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'deepn-jpeg'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('scheme', 'deepn-jpeg'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'deepn-jpeg-fit'))):(y(1)) smooth unique with steps lt 4 notitle, \
    data using (x(is('scheme', 'deepn-jpeg-fit'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'png'))):(y(1)) smooth unique with steps lt 5 notitle, \
    data using (x(is('scheme', 'png'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'raw'))):(y(1)) smooth unique with steps lt 6 notitle, \
    data using (x(is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle, \
    keyentry with linespoints lt 1 title 'jpeg', \
    keyentry with linespoints lt 2 title 'jpeg-fit', \
    keyentry with linespoints lt 3 title 'deepn-jpeg', \
    keyentry with linespoints lt 4 title 'deepn-jpeg-fit', \
    keyentry with linespoints lt 5 title 'png', \
    keyentry with linespoints lt 6 title 'raw'
  unset output
}
