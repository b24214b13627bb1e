# Shares of importance over the units, cut at block3
# Drawn from ../../results/cifar10/fig6/points.csv by airslice. Change what you like, then run: gnuplot fig6.gp
# Other formats: gnuplot -e "formats='pdf'" fig6.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'fig6'
data = '../../results/cifar10/fig6/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? column('place') : NaN
y(row) = 100 * column('share')

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.4
set linetype 2 lc rgb '#00408c' dt (10,5) pt 5 lw 1.6 ps 0.4

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 1198,504 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 2396,1008 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 1198 / 90.0,504 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Shares of importance over the units, cut at block3' at screen 0.0167,0.9524 font ',16' noenhanced
  set label 2 "CIFAR-10 (JPEG copy), mobilenetv2-cifar w1.0 c10; conv: L1 norm of the emitting filters, folded: times batch normalisation's scale; energy and gradient: 1,000 training images; drop-one:" at screen 0.0167,0.9087 font ',11' tc rgb '#444444' noenhanced
  set label 3 "accuracy lost on 1,000 validation images, gains counted as none; Kendall's τ between networks: conv 0.67, folded 0.61, energy 0.48, gradient 0.30, drop-one 0.13" at screen 0.0167,0.877 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set xrange [1:12]
  set yrange [-4.99972:104.99412]
  set label 100 'Unit (in channel order), or rank (sorted)' at screen 0.5192,0.0794 center noenhanced
  set label 101 'Share [%]' at screen 0.0167,0.4742 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'conv, channel order' noenhanced offset 0,-0.6
  set lmargin at screen 0.0584; set rmargin at screen 0.2254; set tmargin at screen 0.7857; set bmargin at screen 0.5079
  set format x ''
  set format y '%h'
  plot data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'channel order') && is('scheme', 'nair'))):(y(1)) with points lt 2 dt 1 lw 1 notitle
  unset label

  set title 'folded, channel order' noenhanced offset 0,-0.6
  set lmargin at screen 0.2471; set rmargin at screen 0.414; set tmargin at screen 0.7857; set bmargin at screen 0.5079
  set format x ''
  set format y ''
  plot data using (x(is('model.importance', 'folded') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'folded') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'folded') && is('arrangement', 'channel order') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'folded') && is('arrangement', 'channel order') && is('scheme', 'nair'))):(y(1)) with points lt 2 dt 1 lw 1 notitle

  set title 'energy, channel order' noenhanced offset 0,-0.6
  set lmargin at screen 0.4357; set rmargin at screen 0.6027; set tmargin at screen 0.7857; set bmargin at screen 0.5079
  set format x ''
  set format y ''
  plot data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'channel order') && is('scheme', 'nair'))):(y(1)) with points lt 2 dt 1 lw 1 notitle

  set title 'gradient, channel order' noenhanced offset 0,-0.6
  set lmargin at screen 0.6244; set rmargin at screen 0.7913; set tmargin at screen 0.7857; set bmargin at screen 0.5079
  set format x ''
  set format y ''
  plot data using (x(is('model.importance', 'gradient') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'gradient') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'gradient') && is('arrangement', 'channel order') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'gradient') && is('arrangement', 'channel order') && is('scheme', 'nair'))):(y(1)) with points lt 2 dt 1 lw 1 notitle

  set title 'drop-one, channel order' noenhanced offset 0,-0.6
  set lmargin at screen 0.813; set rmargin at screen 0.98; set tmargin at screen 0.7857; set bmargin at screen 0.5079
  set format x ''
  set format y ''
  plot data using (x(is('model.importance', 'drop-one') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'channel order') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'channel order') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'channel order') && is('scheme', 'nair'))):(y(1)) with points lt 2 dt 1 lw 1 notitle

  set title 'conv, sorted' noenhanced offset 0,-0.6
  set lmargin at screen 0.0584; set rmargin at screen 0.2254; set tmargin at screen 0.4405; set bmargin at screen 0.1627
  set format x '%h'
  set format y '%h'
  plot data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'conv') && is('arrangement', 'sorted') && is('scheme', 'nair'))):(y(1)) with points lt 2 dt 1 lw 1 notitle

  set title 'folded, sorted' noenhanced offset 0,-0.6
  set lmargin at screen 0.2471; set rmargin at screen 0.414; set tmargin at screen 0.4405; set bmargin at screen 0.1627
  set format x '%h'
  set format y ''
  plot data using (x(is('model.importance', 'folded') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'folded') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'folded') && is('arrangement', 'sorted') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'folded') && is('arrangement', 'sorted') && is('scheme', 'nair'))):(y(1)) with points lt 2 dt 1 lw 1 notitle

  set title 'energy, sorted' noenhanced offset 0,-0.6
  set lmargin at screen 0.4357; set rmargin at screen 0.6027; set tmargin at screen 0.4405; set bmargin at screen 0.1627
  set format x '%h'
  set format y ''
  plot data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'energy') && is('arrangement', 'sorted') && is('scheme', 'nair'))):(y(1)) with points lt 2 dt 1 lw 1 notitle

  set title 'gradient, sorted' noenhanced offset 0,-0.6
  set lmargin at screen 0.6244; set rmargin at screen 0.7913; set tmargin at screen 0.4405; set bmargin at screen 0.1627
  set format x '%h'
  set format y ''
  plot data using (x(is('model.importance', 'gradient') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'gradient') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'gradient') && is('arrangement', 'sorted') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'gradient') && is('arrangement', 'sorted') && is('scheme', 'nair'))):(y(1)) with points lt 2 dt 1 lw 1 notitle

  set title 'drop-one, sorted' noenhanced offset 0,-0.6
  set lmargin at screen 0.813; set rmargin at screen 0.98; set tmargin at screen 0.4405; set bmargin at screen 0.1627
  set format x '%h'
  set format y ''
  plot data using (x(is('model.importance', 'drop-one') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'sorted') && is('scheme', 'original'))):(y(1)) with points lt 1 dt 1 lw 1 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'sorted') && is('scheme', 'nair'))):(y(1)) smooth unique with lines lt 2 notitle, \
    data using (x(is('model.importance', 'drop-one') && is('arrangement', 'sorted') && is('scheme', 'nair'))):(y(1)) with points lt 2 dt 1 lw 1 notitle

  unset title; unset grid; set border 0; set tics scale 0; set format ''
  set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 0.0476; set bmargin at screen 0
  set key center center horizontal Left reverse maxcols 2 samplen 3 noenhanced
  plot NaN notitle, \
    keyentry with linespoints lt 1 title 'original', \
    keyentry with linespoints lt 2 title 'nair'
  unset multiplot
  unset output
}
