# Accuracy over latency where a tenth of all frames is lost, by NAIR's cut
# Drawn from ../../results/cifar10/fig7-lossy/points.csv by airslice. Change what you like, then run: gnuplot fig7-lossy.gp
# Other formats: gnuplot -e "formats='pdf'" fig7-lossy.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'fig7-lossy'
data = '../../results/cifar10/fig7-lossy/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? column('latency_ms') : NaN
y(row) = 100 * column('accuracy')
low(row) = valid(8) ? 100 * column('accuracy_low') : y(row)
high(row) = valid(9) ? 100 * column('accuracy_high') : y(row)

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.55
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.55
set linetype 3 lc rgb '#a0286e' dt (2.5,4) pt 9 lw 1.6 ps 0.55
set linetype 4 lc rgb '#ce541c' dt (14,4,2.5,4) pt 13 lw 1.6 ps 0.55
set linetype 5 lc rgb '#2ea090' dt (20,4,2.5,4,2.5,4) pt 11 lw 1.6 ps 0.55
set linetype 6 lc rgb '#deaa28' dt 1 pt 6 lw 1.6 ps 0.55

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 1016,760 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 2032,1520 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 1016 / 90.0,760 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 "Accuracy over latency where a tenth of all frames is lost, by NAIR's cut" at screen 0.0197,0.9684 font ',16' noenhanced
  set label 2 'CIFAR-10 (JPEG copy), 500 test images, mobilenetv2-cifar w1.0 c10; 250 kbit/s; full accounting: 802.15.4 frames, channel access, device compute (cc2420 at 0 dBm;' at screen 0.0197,0.9395 font ',11' tc rgb '#444444' noenhanced
  set label 3 'gap8 at 20 % of its peak); the same losses for all; features in int8; codecs: scan bytes alone, jpeg at quality 75 with restarts, no compute of their own; bars:' at screen 0.0197,0.9184 font ',11' tc rgb '#444444' noenhanced
  set label 4 'exact 95 % intervals' at screen 0.0197,0.8974 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set logscale x 10; set format x '10^{%L}'
  set xrange [2:2000]
  set yrange [0:100]
  set label 100 'Latency [ms]' at screen 0.5226,0.0526 center noenhanced
  set label 101 'Accuracy [%]' at screen 0.0197,0.4724 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'block3, acknowledged: true' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.8368; set bmargin at screen 0.4947
  set format x ''
  set format y '%h'
  plot data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'true') && is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'true') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'true') && is('scheme', 'sorted'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'true') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'true') && is('scheme', 'jpeg'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'true') && is('scheme', 'jpeg'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'true') && is('scheme', 'png'))):(y(1)) smooth unique with steps lt 4 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'true') && is('scheme', 'png'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'true') && is('scheme', 'raw'))):(y(1)) smooth unique with steps lt 5 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'true') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'true') && is('scheme', 'on-device'))):(y(1)) smooth unique with steps lt 6 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'true') && is('scheme', 'on-device'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle
  unset label

  set title 'block13, acknowledged: true' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.8368; set bmargin at screen 0.4947
  set format x ''
  set format y ''
  plot data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'true') && is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'true') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'true') && is('scheme', 'sorted'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'true') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'true') && is('scheme', 'jpeg'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'true') && is('scheme', 'jpeg'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'true') && is('scheme', 'png'))):(y(1)) smooth unique with steps lt 4 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'true') && is('scheme', 'png'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'true') && is('scheme', 'raw'))):(y(1)) smooth unique with steps lt 5 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'true') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'true') && is('scheme', 'on-device'))):(y(1)) smooth unique with steps lt 6 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'true') && is('scheme', 'on-device'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  set title 'block16, acknowledged: true' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.8368; set bmargin at screen 0.4947
  set format x ''
  set format y ''
  plot data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'true') && is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'true') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'true') && is('scheme', 'sorted'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'true') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'true') && is('scheme', 'jpeg'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'true') && is('scheme', 'jpeg'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'true') && is('scheme', 'png'))):(y(1)) smooth unique with steps lt 4 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'true') && is('scheme', 'png'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'true') && is('scheme', 'raw'))):(y(1)) smooth unique with steps lt 5 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'true') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'true') && is('scheme', 'on-device'))):(y(1)) smooth unique with steps lt 6 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'true') && is('scheme', 'on-device'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  set title 'block3, acknowledged: false' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.45; set bmargin at screen 0.1079
  set format x '10^{%L}'
  set format y '%h'
  plot data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'false') && is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'false') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'false') && is('scheme', 'sorted'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'false') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'false') && is('scheme', 'jpeg'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'false') && is('scheme', 'jpeg'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'false') && is('scheme', 'png'))):(y(1)) smooth unique with steps lt 4 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'false') && is('scheme', 'png'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'false') && is('scheme', 'raw'))):(y(1)) smooth unique with steps lt 5 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'false') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'false') && is('scheme', 'on-device'))):(y(1)) smooth unique with steps lt 6 notitle, \
    data using (x(is('model.cut', 'block3') && is('transport.access.acknowledge', 'false') && is('scheme', 'on-device'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  set title 'block13, acknowledged: false' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.45; set bmargin at screen 0.1079
  set format x '10^{%L}'
  set format y ''
  plot data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'false') && is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'false') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'false') && is('scheme', 'sorted'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'false') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'false') && is('scheme', 'jpeg'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'false') && is('scheme', 'jpeg'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'false') && is('scheme', 'png'))):(y(1)) smooth unique with steps lt 4 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'false') && is('scheme', 'png'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'false') && is('scheme', 'raw'))):(y(1)) smooth unique with steps lt 5 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'false') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'false') && is('scheme', 'on-device'))):(y(1)) smooth unique with steps lt 6 notitle, \
    data using (x(is('model.cut', 'block13') && is('transport.access.acknowledge', 'false') && is('scheme', 'on-device'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  set title 'block16, acknowledged: false' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.45; set bmargin at screen 0.1079
  set format x '10^{%L}'
  set format y ''
  plot data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'false') && is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'false') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'false') && is('scheme', 'sorted'))):(y(1)) smooth unique with steps lt 2 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'false') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'false') && is('scheme', 'jpeg'))):(y(1)) smooth unique with steps lt 3 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'false') && is('scheme', 'jpeg'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'false') && is('scheme', 'png'))):(y(1)) smooth unique with steps lt 4 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'false') && is('scheme', 'png'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'false') && is('scheme', 'raw'))):(y(1)) smooth unique with steps lt 5 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'false') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'false') && is('scheme', 'on-device'))):(y(1)) smooth unique with steps lt 6 notitle, \
    data using (x(is('model.cut', 'block16') && is('transport.access.acknowledge', 'false') && is('scheme', 'on-device'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  unset title; unset grid; set border 0; set tics scale 0; set format ''
  set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 0.0316; set bmargin at screen 0
  set key center center horizontal Left reverse maxcols 6 samplen 3 noenhanced
  plot NaN notitle, \
    keyentry with linespoints lt 1 title 'nair', \
    keyentry with linespoints lt 2 title 'sorted', \
    keyentry with linespoints lt 3 title 'jpeg', \
    keyentry with linespoints lt 4 title 'png', \
    keyentry with linespoints lt 5 title 'raw', \
    keyentry with linespoints lt 6 title 'on-device'
  unset multiplot
  unset output
}
