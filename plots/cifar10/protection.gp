# Unequal and equal protection at equal airtime, int8
# Drawn from ../../results/cifar10/protection/points.csv by airslice. Change what you like, then run: gnuplot protection.gp
# Other formats: gnuplot -e "formats='pdf'" protection.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'protection'
data = '../../results/cifar10/protection/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? column('airtime_ms') : NaN
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
  if (format eq 'svg') { set terminal svg size 1016,744 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 2032,1488 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 1016 / 90.0,744 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Unequal and equal protection at equal airtime, int8' at screen 0.0197,0.9677 font ',16' noenhanced
  set label 2 'CIFAR-10 (JPEG copy), 500 test images, mobilenetv2-cifar w1.0 c10; Rayleigh fading, 8 Hz; full accounting: 802.15.4 frames, channel access, no acknowledgements,' at screen 0.0197,0.9382 font ',11' tc rgb '#444444' noenhanced
  set label 3 'device compute; bars: exact 95 % intervals' at screen 0.0197,0.9167 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set yrange [0:100]
  set xrange [34.372992:1111.240512]
  set label 100 'Airtime of an image [ms]' at screen 0.5226,0.0538 center noenhanced
  set label 101 'Accuracy [%]' at screen 0.0197,0.4825 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'nair, mean SNR 2 dB' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.8548; set bmargin at screen 0.5054
  set format x ''
  set format y '%h'
  plot data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'nair') && is('transport.protection', 'none'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'nair') && is('transport.protection', 'none'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'nair') && is('transport.protection', '2 copies'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'nair') && is('transport.protection', '2 copies'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'nair') && is('transport.protection', '3-2-1 copies'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'nair') && is('transport.protection', '3-2-1 copies'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'nair') && is('transport.protection', 'Golay'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'nair') && is('transport.protection', 'Golay'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'nair') && is('transport.protection', 'Golay first'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'nair') && is('transport.protection', 'Golay first'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'nair') && is('transport.protection', 'power'))):(y(1)) smooth unique with lines lt 6 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'nair') && is('transport.protection', 'power'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle
  unset label

  set title 'nair, mean SNR 6 dB' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.8548; set bmargin at screen 0.5054
  set format x ''
  set format y ''
  plot data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'nair') && is('transport.protection', 'none'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'nair') && is('transport.protection', 'none'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'nair') && is('transport.protection', '2 copies'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'nair') && is('transport.protection', '2 copies'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'nair') && is('transport.protection', '3-2-1 copies'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'nair') && is('transport.protection', '3-2-1 copies'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'nair') && is('transport.protection', 'Golay'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'nair') && is('transport.protection', 'Golay'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'nair') && is('transport.protection', 'Golay first'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'nair') && is('transport.protection', 'Golay first'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'nair') && is('transport.protection', 'power'))):(y(1)) smooth unique with lines lt 6 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'nair') && is('transport.protection', 'power'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  set title 'nair, mean SNR 10 dB' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.8548; set bmargin at screen 0.5054
  set format x ''
  set format y ''
  plot data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'nair') && is('transport.protection', 'none'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'nair') && is('transport.protection', 'none'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'nair') && is('transport.protection', '2 copies'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'nair') && is('transport.protection', '2 copies'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'nair') && is('transport.protection', '3-2-1 copies'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'nair') && is('transport.protection', '3-2-1 copies'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'nair') && is('transport.protection', 'Golay'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'nair') && is('transport.protection', 'Golay'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'nair') && is('transport.protection', 'Golay first'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'nair') && is('transport.protection', 'Golay first'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'nair') && is('transport.protection', 'power'))):(y(1)) smooth unique with lines lt 6 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'nair') && is('transport.protection', 'power'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  set title 'sorted, mean SNR 2 dB' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.4597; set bmargin at screen 0.1102
  set format x '%h'
  set format y '%h'
  plot data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'sorted') && is('transport.protection', 'none'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'sorted') && is('transport.protection', 'none'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'sorted') && is('transport.protection', '2 copies'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'sorted') && is('transport.protection', '2 copies'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'sorted') && is('transport.protection', '3-2-1 copies'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'sorted') && is('transport.protection', '3-2-1 copies'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'sorted') && is('transport.protection', 'Golay'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'sorted') && is('transport.protection', 'Golay'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'sorted') && is('transport.protection', 'Golay first'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'sorted') && is('transport.protection', 'Golay first'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'sorted') && is('transport.protection', 'power'))):(y(1)) smooth unique with lines lt 6 notitle, \
    data using (x(is('channel.mean_snr_db', '2') && is('scheme', 'sorted') && is('transport.protection', 'power'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  set title 'sorted, mean SNR 6 dB' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.4597; set bmargin at screen 0.1102
  set format x '%h'
  set format y ''
  plot data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'sorted') && is('transport.protection', 'none'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'sorted') && is('transport.protection', 'none'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'sorted') && is('transport.protection', '2 copies'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'sorted') && is('transport.protection', '2 copies'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'sorted') && is('transport.protection', '3-2-1 copies'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'sorted') && is('transport.protection', '3-2-1 copies'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'sorted') && is('transport.protection', 'Golay'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'sorted') && is('transport.protection', 'Golay'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'sorted') && is('transport.protection', 'Golay first'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'sorted') && is('transport.protection', 'Golay first'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'sorted') && is('transport.protection', 'power'))):(y(1)) smooth unique with lines lt 6 notitle, \
    data using (x(is('channel.mean_snr_db', '6') && is('scheme', 'sorted') && is('transport.protection', 'power'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  set title 'sorted, mean SNR 10 dB' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.4597; set bmargin at screen 0.1102
  set format x '%h'
  set format y ''
  plot data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'sorted') && is('transport.protection', 'none'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'sorted') && is('transport.protection', 'none'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'sorted') && is('transport.protection', '2 copies'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'sorted') && is('transport.protection', '2 copies'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'sorted') && is('transport.protection', '3-2-1 copies'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'sorted') && is('transport.protection', '3-2-1 copies'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'sorted') && is('transport.protection', 'Golay'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'sorted') && is('transport.protection', 'Golay'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'sorted') && is('transport.protection', 'Golay first'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'sorted') && is('transport.protection', 'Golay first'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'sorted') && is('transport.protection', 'power'))):(y(1)) smooth unique with lines lt 6 notitle, \
    data using (x(is('channel.mean_snr_db', '10') && is('scheme', 'sorted') && is('transport.protection', 'power'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle

  unset title; unset grid; set border 0; set tics scale 0; set format ''
  set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 0.0323; set bmargin at screen 0
  set key center center horizontal Left reverse maxcols 6 samplen 3 noenhanced
  plot NaN notitle, \
    keyentry with linespoints lt 1 title 'none', \
    keyentry with linespoints lt 2 title '2 copies', \
    keyentry with linespoints lt 3 title '3-2-1 copies', \
    keyentry with linespoints lt 4 title 'Golay', \
    keyentry with linespoints lt 5 title 'Golay first', \
    keyentry with linespoints lt 6 title 'power'
  unset multiplot
  unset output
}
