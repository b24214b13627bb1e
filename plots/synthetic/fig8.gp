# Accuracy over latency with many tails, cut at block3
# Drawn from ../../results/synthetic/fig8/points.csv by airslice. Change what you like, then run: gnuplot fig8.gp
# Other formats: gnuplot -e "formats='pdf'" fig8.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'fig8'
data = '../../results/synthetic/fig8/points.csv'

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
array panels[6] = ['nair', 'clio-n-mt', 'clio-l-mt', 'clio-n-st', 'clio-l-st', 'original']

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.55

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 1016,720 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 2032,1440 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 1016 / 90.0,720 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Accuracy over latency with many tails, cut at block3' at screen 0.0197,0.9667 font ',16' noenhanced
  set label 2 'Synthetic pictures, 2000 test images, mobilenetv2-cifar w0.5 c10; 250 kbit/s; paper accounting: payload bits and whole units alone; mt: a tail for each number of' at screen 0.0197,0.9361 font ',11' tc rgb '#444444' noenhanced
  set label 3 'units, st: one for all; bars: exact 95 % intervals; grey: the curves of the other panels; dashed: nair' at screen 0.0197,0.9139 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set xrange [0:3.2]
  set yrange [0:100]
  set label 100 'Latency [s]' at screen 0.5226,0.0222 center noenhanced
  set label 101 'Accuracy [%]' at screen 0.0197,0.4653 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'nair' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.85; set bmargin at screen 0.4889
  set format x ''
  set format y '%h'
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle
  unset label

  set title 'clio-n-mt' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.85; set bmargin at screen 0.4889
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'clio-n-mt'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-n-mt'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'clio-l-mt' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.85; set bmargin at screen 0.4889
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'clio-l-mt'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-l-mt'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'clio-n-st' noenhanced offset 0,-0.6
  set lmargin at screen 0.0689; set rmargin at screen 0.3543; set tmargin at screen 0.4417; set bmargin at screen 0.0806
  set format x '%h'
  set format y '%h'
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'clio-n-st'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-n-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'clio-l-st' noenhanced offset 0,-0.6
  set lmargin at screen 0.3799; set rmargin at screen 0.6654; set tmargin at screen 0.4417; set bmargin at screen 0.0806
  set format x '%h'
  set format y ''
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'clio-l-st'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'clio-l-st'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'original' noenhanced offset 0,-0.6
  set lmargin at screen 0.6909; set rmargin at screen 0.9764; set tmargin at screen 0.4417; set bmargin at screen 0.0806
  set format x '%h'
  set format y ''
  plot for [other=1:|panels|] data using (x(is('scheme', panels[other]))):(y(1)) smooth unique with steps lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('scheme', 'nair'))):(y(1)) smooth unique with steps lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle, \
    data using (x(is('scheme', 'original'))):(y(1)) smooth unique with steps lt 1 notitle, \
    data using (x(is('scheme', 'original'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle
  unset multiplot
  unset output
}
