# Accuracy over burst length, a tenth of all slots lost, int8
# Drawn from ../../results/cifar10/burst/points.csv by airslice. Change what you like, then run: gnuplot burst.gp
# Other formats: gnuplot -e "formats='pdf'" burst.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'burst'
data = '../../results/cifar10/burst/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? column('channel.burst') : NaN
y(row) = 100 * column('accuracy')
low(row) = valid(7) ? 100 * column('accuracy_low') : y(row)
high(row) = valid(8) ? 100 * column('accuracy_high') : y(row)

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.55
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.55
set linetype 3 lc rgb '#a0286e' dt (2.5,4) pt 9 lw 1.6 ps 0.55
set linetype 4 lc rgb '#ce541c' dt (14,4,2.5,4) pt 13 lw 1.6 ps 0.55

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 920,744 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 1840,1488 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 920 / 90.0,744 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Accuracy over burst length, a tenth of all slots lost, int8' at screen 0.0217,0.9677 font ',16' noenhanced
  set label 2 'CIFAR-10 (JPEG copy), 500 test images, mobilenetv2-cifar w1.0 c10; 250 kbit/s; full accounting: 802.15.4 frames, channel access, no' at screen 0.0217,0.9382 font ',11' tc rgb '#444444' noenhanced
  set label 3 'acknowledgements, device compute; bars: exact 95 % intervals' at screen 0.0217,0.9167 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set logscale x 10; set format x '%g'
  set xtics (2, 5, 10, 20, 50)
  set yrange [0:100]
  set xrange [1.2:50]
  set label 100 'Mean burst [slots of 4.256 ms]' at screen 0.525,0.0538 center noenhanced
  set label 101 'Accuracy [%]' at screen 0.0217,0.4825 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'after 125 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.0761; set rmargin at screen 0.5109; set tmargin at screen 0.8548; set bmargin at screen 0.5054
  set format x ''
  set format y '%h'
  plot data using (x(is('latency_ms', '125') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '125') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '125') && is('scheme', 'sorted'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '125') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '125') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '125') && is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '125') && is('scheme', 'raw'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '125') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle
  unset label

  set title 'after 250 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.5391; set rmargin at screen 0.9739; set tmargin at screen 0.8548; set bmargin at screen 0.5054
  set format x ''
  set format y ''
  plot data using (x(is('latency_ms', '250') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '250') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '250') && is('scheme', 'sorted'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '250') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '250') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '250') && is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '250') && is('scheme', 'raw'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '250') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle

  set title 'after 500 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.0761; set rmargin at screen 0.5109; set tmargin at screen 0.4597; set bmargin at screen 0.1102
  set format x '%g'
  set format y '%h'
  plot data using (x(is('latency_ms', '500') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '500') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '500') && is('scheme', 'sorted'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '500') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '500') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '500') && is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '500') && is('scheme', 'raw'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '500') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle

  set title 'after 1500 ms' noenhanced offset 0,-0.6
  set lmargin at screen 0.5391; set rmargin at screen 0.9739; set tmargin at screen 0.4597; set bmargin at screen 0.1102
  set format x '%g'
  set format y ''
  plot data using (x(is('latency_ms', '1500') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('latency_ms', '1500') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1500') && is('scheme', 'sorted'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('latency_ms', '1500') && is('scheme', 'sorted'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1500') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('latency_ms', '1500') && is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('latency_ms', '1500') && is('scheme', 'raw'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('latency_ms', '1500') && is('scheme', 'raw'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle

  unset title; unset grid; set border 0; set tics scale 0; set format ''
  set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 0.0323; set bmargin at screen 0
  set key center center horizontal Left reverse maxcols 4 samplen 3 noenhanced
  plot NaN notitle, \
    keyentry with linespoints lt 1 title 'nair', \
    keyentry with linespoints lt 2 title 'sorted', \
    keyentry with linespoints lt 3 title 'original', \
    keyentry with linespoints lt 4 title 'raw'
  unset multiplot
  unset output
}
