# Accuracy over element replacement, by cut
# Drawn from ../../results/cifar10/fig5-replace/points.csv by airslice. Change what you like, then run: gnuplot fig5-replace.gp
# Other formats: gnuplot -e "formats='pdf'" fig5-replace.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'fig5-replace'
data = '../../results/cifar10/fig5-replace/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? 100 * column('channel.rate') : NaN
y(row) = 100 * column('accuracy')
low(row) = valid(8) ? 100 * column('accuracy_low') : y(row)
high(row) = valid(9) ? 100 * column('accuracy_high') : y(row)
array panels[20] = ['input', 'stem', 'block1', 'block2', 'block3', 'block4', 'block5', 'block6', 'block7', 'block8', 'block9', 'block10', 'block11', 'block12', 'block13', 'block14', 'block15', 'block16', 'block17', 'last']

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.4

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 1198,828 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 2396,1656 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 1198 / 90.0,828 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Accuracy over element replacement, by cut' at screen 0.0167,0.971 font ',16' noenhanced
  set label 2 "CIFAR-10 (JPEG copy), 500 test images, mobilenetv2-cifar w1.0 c10; paper accounting: payload bits and whole units alone; replaced elements are uniform over their unit's range; bars:" at screen 0.0167,0.9444 font ',11' tc rgb '#444444' noenhanced
  set label 3 'exact 95 % intervals; grey: the curves of the other panels' at screen 0.0167,0.9251 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set xrange [0:50]
  set yrange [0:100]
  set label 100 'Replaced elements [%]' at screen 0.5192,0.0193 center noenhanced
  set label 101 'Accuracy [%]' at screen 0.0167,0.4698 center rotate by 90 noenhanced
  set multiplot
  unset key

  set title 'input' noenhanced offset 0,-0.6
  set lmargin at screen 0.0584; set rmargin at screen 0.2254; set tmargin at screen 0.8696; set bmargin at screen 0.7005
  set format x ''
  set format y '%h'
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'input'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'input'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle
  unset label

  set title 'stem' noenhanced offset 0,-0.6
  set lmargin at screen 0.2471; set rmargin at screen 0.414; set tmargin at screen 0.8696; set bmargin at screen 0.7005
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'stem'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'stem'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block1' noenhanced offset 0,-0.6
  set lmargin at screen 0.4357; set rmargin at screen 0.6027; set tmargin at screen 0.8696; set bmargin at screen 0.7005
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block1'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block1'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block2' noenhanced offset 0,-0.6
  set lmargin at screen 0.6244; set rmargin at screen 0.7913; set tmargin at screen 0.8696; set bmargin at screen 0.7005
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block2'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block2'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block3' noenhanced offset 0,-0.6
  set lmargin at screen 0.813; set rmargin at screen 0.98; set tmargin at screen 0.8696; set bmargin at screen 0.7005
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block3'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block3'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block4' noenhanced offset 0,-0.6
  set lmargin at screen 0.0584; set rmargin at screen 0.2254; set tmargin at screen 0.6594; set bmargin at screen 0.4903
  set format x ''
  set format y '%h'
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block4'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block4'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block5' noenhanced offset 0,-0.6
  set lmargin at screen 0.2471; set rmargin at screen 0.414; set tmargin at screen 0.6594; set bmargin at screen 0.4903
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block5'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block5'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block6' noenhanced offset 0,-0.6
  set lmargin at screen 0.4357; set rmargin at screen 0.6027; set tmargin at screen 0.6594; set bmargin at screen 0.4903
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block6'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block6'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block7' noenhanced offset 0,-0.6
  set lmargin at screen 0.6244; set rmargin at screen 0.7913; set tmargin at screen 0.6594; set bmargin at screen 0.4903
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block7'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block7'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block8' noenhanced offset 0,-0.6
  set lmargin at screen 0.813; set rmargin at screen 0.98; set tmargin at screen 0.6594; set bmargin at screen 0.4903
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block8'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block8'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block9' noenhanced offset 0,-0.6
  set lmargin at screen 0.0584; set rmargin at screen 0.2254; set tmargin at screen 0.4493; set bmargin at screen 0.2802
  set format x ''
  set format y '%h'
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block9'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block9'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block10' noenhanced offset 0,-0.6
  set lmargin at screen 0.2471; set rmargin at screen 0.414; set tmargin at screen 0.4493; set bmargin at screen 0.2802
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block10'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block10'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block11' noenhanced offset 0,-0.6
  set lmargin at screen 0.4357; set rmargin at screen 0.6027; set tmargin at screen 0.4493; set bmargin at screen 0.2802
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block11'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block11'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block12' noenhanced offset 0,-0.6
  set lmargin at screen 0.6244; set rmargin at screen 0.7913; set tmargin at screen 0.4493; set bmargin at screen 0.2802
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block12'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block12'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block13' noenhanced offset 0,-0.6
  set lmargin at screen 0.813; set rmargin at screen 0.98; set tmargin at screen 0.4493; set bmargin at screen 0.2802
  set format x ''
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block13'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block13'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block14' noenhanced offset 0,-0.6
  set lmargin at screen 0.0584; set rmargin at screen 0.2254; set tmargin at screen 0.2391; set bmargin at screen 0.07
  set format x '%h'
  set format y '%h'
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block14'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block14'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block15' noenhanced offset 0,-0.6
  set lmargin at screen 0.2471; set rmargin at screen 0.414; set tmargin at screen 0.2391; set bmargin at screen 0.07
  set format x '%h'
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block15'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block15'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block16' noenhanced offset 0,-0.6
  set lmargin at screen 0.4357; set rmargin at screen 0.6027; set tmargin at screen 0.2391; set bmargin at screen 0.07
  set format x '%h'
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block16'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block16'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'block17' noenhanced offset 0,-0.6
  set lmargin at screen 0.6244; set rmargin at screen 0.7913; set tmargin at screen 0.2391; set bmargin at screen 0.07
  set format x '%h'
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'block17'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'block17'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle

  set title 'last' noenhanced offset 0,-0.6
  set lmargin at screen 0.813; set rmargin at screen 0.98; set tmargin at screen 0.2391; set bmargin at screen 0.07
  set format x '%h'
  set format y ''
  plot for [other=1:|panels|] data using (x(is('model.cut', panels[other]))):(y(1)) smooth unique with lines lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle, \
    data using (x(is('model.cut', 'last'))):(y(1)) smooth unique with lines lt 1 notitle, \
    data using (x(is('model.cut', 'last'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle
  unset multiplot
  unset output
}
