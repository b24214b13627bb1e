# Accuracy over airtime with several links, int8
# Drawn from ../../results/cifar10/multiconnectivity/points.csv by airslice. Change what you like, then run: gnuplot multiconnectivity.gp
# Other formats: gnuplot -e "formats='pdf'" multiconnectivity.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'multiconnectivity'
data = '../../results/cifar10/multiconnectivity/points.csv'

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
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.4
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.4
set linetype 3 lc rgb '#a0286e' dt (2.5,4) pt 9 lw 1.6 ps 0.4
set linetype 4 lc rgb '#ce541c' dt (14,4,2.5,4) pt 13 lw 1.6 ps 0.4
set linetype 5 lc rgb '#2ea090' dt (20,4,2.5,4,2.5,4) pt 11 lw 1.6 ps 0.4

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 972,504 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 1944,1008 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 972 / 90.0,504 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Accuracy over airtime with several links, int8' at screen 0.0206,0.9524 font ',16' noenhanced
  set label 2 'CIFAR-10 (JPEG copy), 500 test images, mobilenetv2-cifar w1.0 c10; Rayleigh fading, 8 dB, 8 Hz; full accounting: 802.15.4 frames, channel access,' at screen 0.0206,0.9087 font ',11' tc rgb '#444444' noenhanced
  set label 3 'acknowledgements, device compute; bars: 95 % intervals over sessions' at screen 0.0206,0.877 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set xrange [0:1300]
  set yrange [0:100]
  set label 100 'Airtime of an image, all links together [ms]' at screen 0.5237,0.0794 center noenhanced
  set label 101 'Accuracy [%]' at screen 0.0206,0.4742 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'nair, links: 1' noenhanced offset 0,-0.6
  set lmargin at screen 0.072; set rmargin at screen 0.2778; set tmargin at screen 0.7857; set bmargin at screen 0.5079
  set format x ''
  set format y '%h'
  plot data using (x(is('links.count', '1') && is('scheme', 'nair') && is('links.use', 'stripe'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'nair') && is('links.use', 'stripe'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'nair') && is('links.use', 'duplicate'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'nair') && is('links.use', 'duplicate'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'nair') && is('links.use', 'importance-split'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'nair') && is('links.use', 'importance-split'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'nair') && is('links.use', 'maximal-ratio'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'nair') && is('links.use', 'maximal-ratio'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'nair') && is('links.use', 'switch'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'nair') && is('links.use', 'switch'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle
  unset label

  set title 'nair, links: 2' noenhanced offset 0,-0.6
  set lmargin at screen 0.3045; set rmargin at screen 0.5103; set tmargin at screen 0.7857; set bmargin at screen 0.5079
  set format x ''
  set format y ''
  plot data using (x(is('links.count', '2') && is('scheme', 'nair') && is('links.use', 'stripe'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'nair') && is('links.use', 'stripe'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'nair') && is('links.use', 'duplicate'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'nair') && is('links.use', 'duplicate'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'nair') && is('links.use', 'importance-split'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'nair') && is('links.use', 'importance-split'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'nair') && is('links.use', 'maximal-ratio'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'nair') && is('links.use', 'maximal-ratio'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'nair') && is('links.use', 'switch'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'nair') && is('links.use', 'switch'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  set title 'nair, links: 3' noenhanced offset 0,-0.6
  set lmargin at screen 0.537; set rmargin at screen 0.7428; set tmargin at screen 0.7857; set bmargin at screen 0.5079
  set format x ''
  set format y ''
  plot data using (x(is('links.count', '3') && is('scheme', 'nair') && is('links.use', 'stripe'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'nair') && is('links.use', 'stripe'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'nair') && is('links.use', 'duplicate'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'nair') && is('links.use', 'duplicate'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'nair') && is('links.use', 'importance-split'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'nair') && is('links.use', 'importance-split'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'nair') && is('links.use', 'maximal-ratio'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'nair') && is('links.use', 'maximal-ratio'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'nair') && is('links.use', 'switch'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'nair') && is('links.use', 'switch'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  set title 'nair, links: 4' noenhanced offset 0,-0.6
  set lmargin at screen 0.7695; set rmargin at screen 0.9753; set tmargin at screen 0.7857; set bmargin at screen 0.5079
  set format x ''
  set format y ''
  plot data using (x(is('links.count', '4') && is('scheme', 'nair') && is('links.use', 'stripe'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'nair') && is('links.use', 'stripe'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'nair') && is('links.use', 'duplicate'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'nair') && is('links.use', 'duplicate'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'nair') && is('links.use', 'importance-split'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'nair') && is('links.use', 'importance-split'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'nair') && is('links.use', 'maximal-ratio'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'nair') && is('links.use', 'maximal-ratio'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'nair') && is('links.use', 'switch'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'nair') && is('links.use', 'switch'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  set title 'sorted, links: 1' noenhanced offset 0,-0.6
  set lmargin at screen 0.072; set rmargin at screen 0.2778; set tmargin at screen 0.4405; set bmargin at screen 0.1627
  set format x '%h'
  set format y '%h'
  plot data using (x(is('links.count', '1') && is('scheme', 'sorted') && is('links.use', 'stripe'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'sorted') && is('links.use', 'stripe'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'sorted') && is('links.use', 'duplicate'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'sorted') && is('links.use', 'duplicate'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'sorted') && is('links.use', 'importance-split'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'sorted') && is('links.use', 'importance-split'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'sorted') && is('links.use', 'maximal-ratio'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'sorted') && is('links.use', 'maximal-ratio'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'sorted') && is('links.use', 'switch'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('links.count', '1') && is('scheme', 'sorted') && is('links.use', 'switch'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  set title 'sorted, links: 2' noenhanced offset 0,-0.6
  set lmargin at screen 0.3045; set rmargin at screen 0.5103; set tmargin at screen 0.4405; set bmargin at screen 0.1627
  set format x '%h'
  set format y ''
  plot data using (x(is('links.count', '2') && is('scheme', 'sorted') && is('links.use', 'stripe'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'sorted') && is('links.use', 'stripe'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'sorted') && is('links.use', 'duplicate'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'sorted') && is('links.use', 'duplicate'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'sorted') && is('links.use', 'importance-split'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'sorted') && is('links.use', 'importance-split'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'sorted') && is('links.use', 'maximal-ratio'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'sorted') && is('links.use', 'maximal-ratio'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'sorted') && is('links.use', 'switch'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('links.count', '2') && is('scheme', 'sorted') && is('links.use', 'switch'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  set title 'sorted, links: 3' noenhanced offset 0,-0.6
  set lmargin at screen 0.537; set rmargin at screen 0.7428; set tmargin at screen 0.4405; set bmargin at screen 0.1627
  set format x '%h'
  set format y ''
  plot data using (x(is('links.count', '3') && is('scheme', 'sorted') && is('links.use', 'stripe'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'sorted') && is('links.use', 'stripe'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'sorted') && is('links.use', 'duplicate'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'sorted') && is('links.use', 'duplicate'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'sorted') && is('links.use', 'importance-split'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'sorted') && is('links.use', 'importance-split'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'sorted') && is('links.use', 'maximal-ratio'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'sorted') && is('links.use', 'maximal-ratio'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'sorted') && is('links.use', 'switch'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('links.count', '3') && is('scheme', 'sorted') && is('links.use', 'switch'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  set title 'sorted, links: 4' noenhanced offset 0,-0.6
  set lmargin at screen 0.7695; set rmargin at screen 0.9753; set tmargin at screen 0.4405; set bmargin at screen 0.1627
  set format x '%h'
  set format y ''
  plot data using (x(is('links.count', '4') && is('scheme', 'sorted') && is('links.use', 'stripe'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'sorted') && is('links.use', 'stripe'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'sorted') && is('links.use', 'duplicate'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'sorted') && is('links.use', 'duplicate'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'sorted') && is('links.use', 'importance-split'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'sorted') && is('links.use', 'importance-split'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'sorted') && is('links.use', 'maximal-ratio'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'sorted') && is('links.use', 'maximal-ratio'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'sorted') && is('links.use', 'switch'))):(y(1)) smooth unique with lines lt 5 notitle, \
    data using (x(is('links.count', '4') && is('scheme', 'sorted') && is('links.use', 'switch'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle

  unset title; unset grid; set border 0; set tics scale 0; set format ''
  set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 0.0476; set bmargin at screen 0
  set key center center horizontal Left reverse maxcols 5 samplen 3 noenhanced
  plot NaN notitle, \
    keyentry with linespoints lt 1 title 'stripe', \
    keyentry with linespoints lt 2 title 'duplicate', \
    keyentry with linespoints lt 3 title 'importance-split', \
    keyentry with linespoints lt 4 title 'maximal-ratio', \
    keyentry with linespoints lt 5 title 'switch'
  unset multiplot
  unset output
}
