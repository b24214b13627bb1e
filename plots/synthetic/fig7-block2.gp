# Accuracy over latency, cut at block2
# Drawn from ../../results/synthetic/fig7-block2/points.csv by airslice. Change what you like, then run: gnuplot fig7-block2.gp
# Other formats: gnuplot -e "formats='pdf'" fig7-block2.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'fig7-block2'
data = '../../results/synthetic/fig7-block2/points.csv'

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

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.55
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.55
set linetype 3 lc rgb '#a0286e' dt (2.5,4) pt 9 lw 1.6 ps 0.55
set linetype 4 lc rgb '#ce541c' dt (14,4,2.5,4) pt 13 lw 1.6 ps 0.55

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 900,528 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 1800,1056 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 900 / 90.0,528 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Accuracy over latency, cut at block2' at screen 0.0222,0.9545 font ',16' noenhanced
  set label 2 'Synthetic pictures, 2000 test images, mobilenetv2-cifar w0.5 c10; 250 kbit/s; paper accounting: payload bits and whole units alone; bars:' at screen 0.0222,0.9129 font ',11' tc rgb '#444444' noenhanced
  set label 3 'exact 95 % intervals' at screen 0.0222,0.8826 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set xrange [0:3.2]
  set yrange [0:100]
  set lmargin at screen 0.0778
  set tmargin at screen 0.8295
  set bmargin at screen 0.1098
  set xlabel 'Latency [s]' noenhanced
  set ylabel 'Accuracy [%]' noenhanced
  set key outside right center vertical Left reverse samplen 3 spacing 1.3 noenhanced title 'Scheme' noenhanced left
  plot data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'original'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'sorted'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('scheme', 'raw'))):(y(1)) smooth unique with steps lt 4 notitle, \
    data using (x(is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    keyentry with linespoints lt 1 title 'nair', \
    keyentry with linespoints lt 2 title 'original', \
    keyentry with linespoints lt 3 title 'sorted', \
    keyentry with linespoints lt 4 title 'raw'
  unset output
}
