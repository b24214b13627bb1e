# Accuracy over bit error rate by wire format, cut at block3
# Drawn from ../../results/cifar10/ber-wire/points.csv by airslice. Change what you like, then run: gnuplot ber-wire.gp
# Other formats: gnuplot -e "formats='pdf'" ber-wire.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'ber-wire'
data = '../../results/cifar10/ber-wire/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? column('channel.rate') : NaN
y(row) = 100 * column('accuracy')
low(row) = valid(8) ? 100 * column('accuracy_low') : y(row)
high(row) = valid(9) ? 100 * column('accuracy_high') : y(row)

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.55
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.55
set linetype 3 lc rgb '#a0286e' dt (2.5,4) pt 9 lw 1.6 ps 0.55
set linetype 4 lc rgb '#ce541c' dt (14,4,2.5,4) pt 13 lw 1.6 ps 0.55
set linetype 5 lc rgb '#2ea090' dt (20,4,2.5,4,2.5,4) pt 11 lw 1.6 ps 0.55

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 1016,1038 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 2032,2076 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 1016 / 90.0,1038 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Accuracy over bit error rate by wire format, cut at block3' at screen 0.0197,0.9769 font ',16' noenhanced
  set label 2 'CIFAR-10 (JPEG copy), 500 test images, mobilenetv2-cifar w1.0 c10; paper accounting: payload bits and whole units alone; no error detection or repair; bars:' at screen 0.0197,0.9557 font ',11' tc rgb '#444444' noenhanced
  set label 3 'exact 95 % intervals' at screen 0.0197,0.9403 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set logscale x 10; set format x '10^{%L}'
  set yrange [0:100]
  set xrange [1e-07:0.5]
  set label 100 'Bit error rate' at screen 0.5226,0.0385 center noenhanced
  set label 101 'Accuracy [%]' at screen 0.0197,0.4875 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'float32 after 262.144 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.896; set bmargin at screen 0.6455
  set format x ''
  set format y '%h'
  plot data using (x(is('latency_ms', '262.144') && is('model.wire', 'float32') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float32') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float32') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float32') && is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float32') && is('scheme', 'sorted'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float32') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float32') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float32') && is('scheme', 'clio-n-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float32') && is('scheme', 'raw'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float32') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle
  unset label

  set title 'float32 after 1048.576 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.896; set bmargin at screen 0.6455
  set format x ''
  set format y ''
  plot data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float32') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float32') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float32') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float32') && is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float32') && is('scheme', 'sorted'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float32') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float32') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float32') && is('scheme', 'clio-n-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float32') && is('scheme', 'raw'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float32') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  set title 'float32 after 3145.728 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.896; set bmargin at screen 0.6455
  set format x ''
  set format y ''
  plot data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float32') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float32') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float32') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float32') && is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float32') && is('scheme', 'sorted'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float32') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float32') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float32') && is('scheme', 'clio-n-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float32') && is('scheme', 'raw'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float32') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  set title 'float16 after 262.144 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.6127; set bmargin at screen 0.3622
  set format x ''
  set format y '%h'
  plot data using (x(is('latency_ms', '262.144') && is('model.wire', 'float16') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float16') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float16') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float16') && is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float16') && is('scheme', 'sorted'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float16') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float16') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float16') && is('scheme', 'clio-n-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float16') && is('scheme', 'raw'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'float16') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  set title 'float16 after 1048.576 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.6127; set bmargin at screen 0.3622
  set format x ''
  set format y ''
  plot data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float16') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float16') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float16') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float16') && is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float16') && is('scheme', 'sorted'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float16') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float16') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float16') && is('scheme', 'clio-n-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float16') && is('scheme', 'raw'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'float16') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  set title 'float16 after 3145.728 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.6127; set bmargin at screen 0.3622
  set format x ''
  set format y ''
  plot data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float16') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float16') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float16') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float16') && is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float16') && is('scheme', 'sorted'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float16') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float16') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float16') && is('scheme', 'clio-n-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float16') && is('scheme', 'raw'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'float16') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  set title 'int8 after 262.144 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.3295; set bmargin at screen 0.079
  set format x '10^{%L}'
  set format y '%h'
  plot data using (x(is('latency_ms', '262.144') && is('model.wire', 'int8') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'int8') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'int8') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'int8') && is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'int8') && is('scheme', 'sorted'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'int8') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'int8') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'int8') && is('scheme', 'clio-n-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'int8') && is('scheme', 'raw'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('latency_ms', '262.144') && is('model.wire', 'int8') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  set title 'int8 after 1048.576 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.3295; set bmargin at screen 0.079
  set format x '10^{%L}'
  set format y ''
  plot data using (x(is('latency_ms', '1048.576') && is('model.wire', 'int8') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'int8') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'int8') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'int8') && is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'int8') && is('scheme', 'sorted'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'int8') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'int8') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'int8') && is('scheme', 'clio-n-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'int8') && is('scheme', 'raw'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('latency_ms', '1048.576') && is('model.wire', 'int8') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  set title 'int8 after 3145.728 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.3295; set bmargin at screen 0.079
  set format x '10^{%L}'
  set format y ''
  plot data using (x(is('latency_ms', '3145.728') && is('model.wire', 'int8') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'int8') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'int8') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'int8') && is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'int8') && is('scheme', 'sorted'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'int8') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'int8') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'int8') && is('scheme', 'clio-n-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'int8') && is('scheme', 'raw'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('latency_ms', '3145.728') && is('model.wire', 'int8') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  unset title; unset grid; set border 0; set tics scale 0; set format ''
  set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 0.0231; set bmargin at screen 0
  set key center center horizontal Left reverse maxcols 5 samplen 3 noenhanced
  plot NaN notitle, \
    keyentry with linespoints lt 1 title 'nair', \
    keyentry with linespoints lt 2 title 'original', \
    keyentry with linespoints lt 3 title 'sorted', \
    keyentry with linespoints lt 4 title 'clio-n-st', \
    keyentry with linespoints lt 5 title 'raw'
  unset multiplot
  unset output
}
