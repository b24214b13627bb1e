# Shares of importance over the units after CLIO's training, cut at block3
# Drawn from ../../results/cifar10/fig2a/points.csv by airslice. Change what you like, then run: gnuplot fig2a.gp
# Other formats: gnuplot -e "formats='pdf'" fig2a.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'fig2a'
data = '../../results/cifar10/fig2a/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? column('place') : NaN
y(row) = 100 * column('share')

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.55
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.55
set linetype 3 lc rgb '#a0286e' dt (2.5,4) pt 9 lw 1.6 ps 0.55
set linetype 4 lc rgb '#ce541c' dt (14,4,2.5,4) pt 13 lw 1.6 ps 0.55

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 1016,744 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 2032,1488 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 1016 / 90.0,744 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 "Shares of importance over the units after CLIO's training, cut at block3" at screen 0.0197,0.9677 font ',16' noenhanced
  set label 2 'CIFAR-10 (JPEG copy), mobilenetv2-cifar w1.0 c10; conv: L1 norm of the emitting filters; energy: 1,000 training images; drop-one: accuracy lost on 1,000' at screen 0.0197,0.9382 font ',11' tc rgb '#444444' noenhanced
  set label 3 "validation images, gains counted as none; Kendall's τ between networks: conv 0.70 to 0.97, energy 0.58 to 0.94, drop-one 0.29 to 0.82" at screen 0.0197,0.9167 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set xrange [1:12]
  set yrange [-1.1081100000000002:23.270310000000002]
  set label 100 'Unit (in channel order), or rank (sorted)' at screen 0.5226,0.0538 center noenhanced
  set label 101 'Share [%]' at screen 0.0197,0.4825 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'conv, channel order' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.8548; set bmargin at screen 0.5054
  set format x ''
  set format y '%h'
  plot data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('scheme', 'clio-uniform-st'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('scheme', 'clio-uniform-st'))):(y(1)) with points lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('scheme', 'clio-n-st'))):(y(1)) with points lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('scheme', 'clio-random-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('scheme', 'clio-random-st'))):(y(1)) with points lt 4 dt 1 lw 1 notitle
  unset label

  set title 'energy, channel order' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.8548; set bmargin at screen 0.5054
  set format x ''
  set format y ''
  plot data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('scheme', 'clio-uniform-st'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('scheme', 'clio-uniform-st'))):(y(1)) with points lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('scheme', 'clio-n-st'))):(y(1)) with points lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('scheme', 'clio-random-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('scheme', 'clio-random-st'))):(y(1)) with points lt 4 dt 1 lw 1 notitle

  set title 'drop-one, channel order' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.8548; set bmargin at screen 0.5054
  set format x ''
  set format y ''
  plot data using (x(is('model.importance', 'drop-one') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'channel order') && is('scheme', 'clio-uniform-st'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'channel order') && is('scheme', 'clio-uniform-st'))):(y(1)) with points lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'channel order') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'channel order') && is('scheme', 'clio-n-st'))):(y(1)) with points lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'channel order') && is('scheme', 'clio-random-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'channel order') && is('scheme', 'clio-random-st'))):(y(1)) with points lt 4 dt 1 lw 1 notitle

  set title 'conv, sorted' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.4597; set bmargin at screen 0.1102
  set format x '%h'
  set format y '%h'
  plot data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('scheme', 'clio-uniform-st'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('scheme', 'clio-uniform-st'))):(y(1)) with points lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('scheme', 'clio-n-st'))):(y(1)) with points lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('scheme', 'clio-random-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('scheme', 'clio-random-st'))):(y(1)) with points lt 4 dt 1 lw 1 notitle

  set title 'energy, sorted' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.4597; set bmargin at screen 0.1102
  set format x '%h'
  set format y ''
  plot data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('scheme', 'clio-uniform-st'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('scheme', 'clio-uniform-st'))):(y(1)) with points lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('scheme', 'clio-n-st'))):(y(1)) with points lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('scheme', 'clio-random-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('scheme', 'clio-random-st'))):(y(1)) with points lt 4 dt 1 lw 1 notitle

  set title 'drop-one, sorted' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.4597; set bmargin at screen 0.1102
  set format x '%h'
  set format y ''
  plot data using (x(is('model.importance', 'drop-one') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'sorted') && is('scheme', 'clio-uniform-st'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'sorted') && is('scheme', 'clio-uniform-st'))):(y(1)) with points lt 2 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'sorted') && is('scheme', 'clio-n-st'))):(y(1)) smooth unique with lines lt 3 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'sorted') && is('scheme', 'clio-n-st'))):(y(1)) with points lt 3 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'sorted') && is('scheme', 'clio-random-st'))):(y(1)) smooth unique with lines lt 4 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'sorted') && is('scheme', 'clio-random-st'))):(y(1)) with points lt 4 dt 1 lw 1 notitle

  unset title; unset grid; set border 0; set tics scale 0; set format ''
  set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 0.0323; set bmargin at screen 0
  set key center center horizontal Left reverse maxcols 4 samplen 3 noenhanced
  plot NaN notitle, \
    keyentry with linespoints lt 1 title 'original', \
    keyentry with linespoints lt 2 title 'clio-uniform-st', \
    keyentry with linespoints lt 3 title 'clio-n-st', \
    keyentry with linespoints lt 4 title 'clio-random-st'
  unset multiplot
  unset output
}
