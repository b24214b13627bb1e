# Accuracy over latency at true sizes, by NAIR's cut
# Drawn from ../../results/cifar10/fig7-true/points.csv by airslice. Change what you like, then run: gnuplot fig7-true.gp
# Other formats: gnuplot -e "formats='pdf'" fig7-true.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'fig7-true'
data = '../../results/cifar10/fig7-true/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? column('latency_ms') : NaN
y(row) = 100 * column('accuracy')
low(row) = valid(7) ? 100 * column('accuracy_low') : y(row)
high(row) = valid(8) ? 100 * column('accuracy_high') : y(row)
# Every 2th of them, because marks would hide one another.
some(wanted) = wanted ? (seen = seen + 1, seen % 2 == 1 ? x(1) : NaN) : NaN

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.55
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.55
set linetype 3 lc rgb '#a0286e' dt (2.5,4) pt 9 lw 1.6 ps 0.55
set linetype 4 lc rgb '#ce541c' dt (14,4,2.5,4) pt 13 lw 1.6 ps 0.55
set linetype 5 lc rgb '#2ea090' dt (20,4,2.5,4,2.5,4) pt 11 lw 1.6 ps 0.55
set linetype 6 lc rgb '#deaa28' dt 1 pt 6 lw 1.6 ps 0.55

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 1016,466 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 2032,932 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 1016 / 90.0,466 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  seen = 0
  set label 1 "Accuracy over latency at true sizes, by NAIR's cut" at screen 0.0197,0.9485 font ',16' noenhanced
  set label 2 'CIFAR-10 (JPEG copy), 500 test images, mobilenetv2-cifar w1.0 c10; 250 kbit/s, nothing is lost; paper accounting: payload bits and whole units alone; features in' at screen 0.0197,0.9013 font ',11' tc rgb '#444444' noenhanced
  set label 3 'int8, whole units alone; codecs: scan bytes alone, every 8 count, jpeg at quality 75, jpeg-fit at the best that is there in time, and on a JPEG copy all better' at screen 0.0197,0.867 font ',11' tc rgb '#444444' noenhanced
  set label 4 "than they are; nobody's compute is counted; bars: exact 95 % intervals" at screen 0.0197,0.8326 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set logscale x 10; set format x '10^{%L}'
  set xrange [1:1000]
  set yrange [0:100]
  set label 100 'Latency [ms]' at screen 0.5226,0.0858 center noenhanced
  set label 101 'Accuracy [%]' at screen 0.0197,0.4549 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'int8 features of block3' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.7339; set bmargin at screen 0.176
  set format x '10^{%L}'
  set format y '%h'
  plot data using (x(is('model.cut', 'block3') && is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (some(is('model.cut', 'block3') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('scheme', 'sorted'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (some(is('model.cut', 'block3') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('scheme', 'jpeg'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (some(is('model.cut', 'block3') && is('scheme', 'jpeg'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('scheme', 'jpeg-fit'))):(y(1)) smooth unique with steps lt 4 notitle, \
    data using (some(is('model.cut', 'block3') && is('scheme', 'jpeg-fit'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('scheme', 'png'))):(y(1)) smooth unique with steps lt 5 notitle, \
    data using (some(is('model.cut', 'block3') && is('scheme', 'png'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('scheme', 'raw'))):(y(1)) smooth unique with steps lt 6 notitle, \
    data using (some(is('model.cut', 'block3') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle
  unset label

  set title 'int8 features of block13' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.7339; set bmargin at screen 0.176
  set format x '10^{%L}'
  set format y ''
  plot data using (x(is('model.cut', 'block13') && is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (some(is('model.cut', 'block13') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('scheme', 'sorted'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (some(is('model.cut', 'block13') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('scheme', 'jpeg'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (some(is('model.cut', 'block13') && is('scheme', 'jpeg'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('scheme', 'jpeg-fit'))):(y(1)) smooth unique with steps lt 4 notitle, \
    data using (some(is('model.cut', 'block13') && is('scheme', 'jpeg-fit'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('scheme', 'png'))):(y(1)) smooth unique with steps lt 5 notitle, \
    data using (some(is('model.cut', 'block13') && is('scheme', 'png'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('scheme', 'raw'))):(y(1)) smooth unique with steps lt 6 notitle, \
    data using (some(is('model.cut', 'block13') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  set title 'int8 features of block16' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.7339; set bmargin at screen 0.176
  set format x '10^{%L}'
  set format y ''
  plot data using (x(is('model.cut', 'block16') && is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (some(is('model.cut', 'block16') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('scheme', 'sorted'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (some(is('model.cut', 'block16') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('scheme', 'jpeg'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (some(is('model.cut', 'block16') && is('scheme', 'jpeg'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('scheme', 'jpeg-fit'))):(y(1)) smooth unique with steps lt 4 notitle, \
    data using (some(is('model.cut', 'block16') && is('scheme', 'jpeg-fit'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('scheme', 'png'))):(y(1)) smooth unique with steps lt 5 notitle, \
    data using (some(is('model.cut', 'block16') && is('scheme', 'png'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('scheme', 'raw'))):(y(1)) smooth unique with steps lt 6 notitle, \
    data using (some(is('model.cut', 'block16') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  unset title; unset grid; set border 0; set tics scale 0; set format ''
  set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 0.0515; set bmargin at screen 0
  set key center center horizontal Left reverse maxcols 6 samplen 3 noenhanced
  plot NaN notitle, \
    keyentry with linespoints lt 1 title 'nair', \
    keyentry with linespoints lt 2 title 'sorted', \
    keyentry with linespoints lt 3 title 'jpeg', \
    keyentry with linespoints lt 4 title 'jpeg-fit', \
    keyentry with linespoints lt 5 title 'png', \
    keyentry with linespoints lt 6 title 'raw'
  unset multiplot
  unset output
}
