# Senders that know how their link was, Rayleigh fading, mean SNR 6 dB, int8, after 800 ms
# Drawn from ../../results/cifar10/adaptive-delay/points.csv by airslice. Change what you like, then run: gnuplot adaptive-delay.gp
# Other formats: gnuplot -e "formats='pdf'" adaptive-delay.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'adaptive-delay'
data = '../../results/cifar10/adaptive-delay/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? 0.001 * column('adaptive.delay_ms') : NaN
y(row) = 100 * column('accuracy')
low(row) = valid(8) ? 100 * column('accuracy_low') : y(row)
high(row) = valid(9) ? 100 * column('accuracy_high') : y(row)

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.55
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.55
set linetype 3 lc rgb '#a0286e' dt (2.5,4) pt 9 lw 1.6 ps 0.55

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 1016,450 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 2032,900 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 1016 / 90.0,450 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Senders that know how their link was, Rayleigh fading, mean SNR 6 dB, int8, after 800 ms' at screen 0.0197,0.9467 font ',16' noenhanced
  set label 2 'CIFAR-10 (JPEG copy), 500 test images, mobilenetv2-cifar w1.0 c10; full accounting: 802.15.4 frames, channel access, acknowledgements, device compute; bars: exact' at screen 0.0197,0.8978 font ',11' tc rgb '#444444' noenhanced
  set label 3 '95 % intervals' at screen 0.0197,0.8622 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set yrange [0:100]
  set xrange [0:3.2]
  set label 100 'Age of the estimate [s]' at screen 0.5226,0.0889 center noenhanced
  set label 101 'Accuracy [%]' at screen 0.0197,0.4711 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'Doppler 0.1 Hz' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.76; set bmargin at screen 0.1822
  set format x '%h'
  set format y '%h'
  plot data using (x(is('channel.doppler_hz', '0.1') && is('scheme', 'adaptive'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('channel.doppler_hz', '0.1') && is('scheme', 'adaptive'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('channel.doppler_hz', '0.1') && is('scheme', 'clio-uniform-st'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('channel.doppler_hz', '0.1') && is('scheme', 'clio-uniform-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('channel.doppler_hz', '0.1') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('channel.doppler_hz', '0.1') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle
  unset label

  set title 'Doppler 0.5 Hz' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.76; set bmargin at screen 0.1822
  set format x '%h'
  set format y ''
  plot data using (x(is('channel.doppler_hz', '0.5') && is('scheme', 'adaptive'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('channel.doppler_hz', '0.5') && is('scheme', 'adaptive'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('channel.doppler_hz', '0.5') && is('scheme', 'clio-uniform-st'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('channel.doppler_hz', '0.5') && is('scheme', 'clio-uniform-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('channel.doppler_hz', '0.5') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('channel.doppler_hz', '0.5') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle

  set title 'Doppler 2 Hz' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.76; set bmargin at screen 0.1822
  set format x '%h'
  set format y ''
  plot data using (x(is('channel.doppler_hz', '2') && is('scheme', 'adaptive'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('channel.doppler_hz', '2') && is('scheme', 'adaptive'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('channel.doppler_hz', '2') && is('scheme', 'clio-uniform-st'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('channel.doppler_hz', '2') && is('scheme', 'clio-uniform-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('channel.doppler_hz', '2') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('channel.doppler_hz', '2') && is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle

  unset title; unset grid; set border 0; set tics scale 0; set format ''
  set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 0.0533; set bmargin at screen 0
  set key center center horizontal Left reverse maxcols 3 samplen 3 noenhanced
  plot NaN notitle, \
    keyentry with linespoints lt 1 title 'adaptive', \
    keyentry with linespoints lt 2 title 'clio-uniform-st', \
    keyentry with linespoints lt 3 title 'nair'
  unset multiplot
  unset output
}
